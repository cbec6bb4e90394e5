package io.tentabo.sync.connection;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals of connections. */
final class ConnectionProblems {

    static final ProblemType PROVIDER_UNSUPPORTED =
            new ProblemType("connection.provider-unsupported", ProblemType.UNPROCESSABLE, "There is no such provider");
    static final ProblemType ADDRESS_REFUSED =
            new ProblemType("connection.address-refused", ProblemType.UNPROCESSABLE, "The address cannot be used");
    static final ProblemType CREDENTIALS_REQUIRED = new ProblemType(
            "connection.credentials-required",
            ProblemType.UNPROCESSABLE,
            "Another address needs the credentials again");
    static final ProblemType UNKNOWN_FIELD =
            new ProblemType("connection.unknown-field", ProblemType.UNPROCESSABLE, "There is no such field");
    static final ProblemType LIMIT_REACHED = new ProblemType(
            "connection.limit-reached", ProblemType.UNPROCESSABLE, "The plan allows no further connection");
    static final ProblemType NOT_TESTED =
            new ProblemType("connection.not-tested", Status.CONFLICT, "The connection has not passed a test");
    static final ProblemType TYPE_ALREADY_ACTIVE = new ProblemType(
            "connection.type-already-active", Status.CONFLICT, "Another connection of the type is active");

    private ConnectionProblems() {}
}
