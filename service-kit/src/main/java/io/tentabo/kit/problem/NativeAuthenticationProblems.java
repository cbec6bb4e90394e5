package io.tentabo.kit.problem;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * Replaces, in native executables, what {@link AuthenticationProblems} overrules on the JVM: the extension reads a
 * challenge by a field that Quarkus no longer has, which the native compiler refuses to link.
 */
@TargetClass(className = "io.quarkiverse.resteasy.problem.security.HttpUnauthorizedUtils")
final class NativeAuthenticationProblems {

    private NativeAuthenticationProblems() {}

    @Substitute
    static Uni<HttpProblem> toProblem(RoutingContext request, Exception failure) {
        return Uni.createFrom().item(CommonProblems.UNAUTHENTICATED.with("An access token is required."));
    }
}
