package io.tentabo.identity.provider;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals about providers. */
public final class AuthProviderProblems {

    /** For adapters: the configuration cannot work. */
    public static final ProblemType UNUSABLE = new ProblemType(
            "auth-provider.unusable", ProblemType.UNPROCESSABLE, "The provider cannot be used as configured");

    static final ProblemType UNSUPPORTED = new ProblemType(
            "auth-provider.unsupported", ProblemType.UNPROCESSABLE, "There is no such kind of provider");
    static final ProblemType KIND_FIXED =
            new ProblemType("auth-provider.kind-fixed", ProblemType.UNPROCESSABLE, "The kind of a provider is fixed");
    static final ProblemType CREDENTIALS_REQUIRED = new ProblemType(
            "auth-provider.credentials-required",
            ProblemType.UNPROCESSABLE,
            "Another destination needs the credentials again");
    static final ProblemType NOT_TESTED =
            new ProblemType("auth-provider.not-tested", Status.CONFLICT, "The provider has not passed a test");
    static final ProblemType IN_USE =
            new ProblemType("auth-provider.in-use", Status.CONFLICT, "The provider is in use");

    static final ProblemType LIMIT_REACHED = new ProblemType(
            "auth-provider.limit-reached", ProblemType.UNPROCESSABLE, "The plan allows no further integration");

    private AuthProviderProblems() {}
}
