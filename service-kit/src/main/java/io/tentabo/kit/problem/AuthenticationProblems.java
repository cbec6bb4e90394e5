package io.tentabo.kit.problem;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * What a client without a valid access token is told, with the challenge of the authentication mechanism.
 *
 * <p>These mappers come before those of the problem extension, which read the challenge by a field that this version of
 * Quarkus no longer has, and so would answer 500.
 */
public final class AuthenticationProblems {

    private static final int BEFORE_THE_EXTENSION = 4000;
    private static final int UNAUTHORIZED = 401;

    /** A mechanism that has more to say than that it refuses says it by the failure's cause. */
    @ServerExceptionMapper(value = AuthenticationFailedException.class, priority = BEFORE_THE_EXTENSION)
    public Uni<Response> refused(RoutingContext request, AuthenticationFailedException failure) {
        return respond(
                request,
                failure,
                failure.getCause() instanceof HttpProblem problem
                        ? problem
                        : CommonProblems.UNAUTHENTICATED.with("The access token is not valid."));
    }

    @ServerExceptionMapper(value = UnauthorizedException.class, priority = BEFORE_THE_EXTENSION)
    public Uni<Response> missing(RoutingContext request, UnauthorizedException failure) {
        return respond(request, failure, CommonProblems.UNAUTHENTICATED.with("An access token is required."));
    }

    private static Uni<Response> respond(RoutingContext request, Throwable failure, HttpProblem refusal) {
        if (refusal.getStatusCode() != UNAUTHORIZED) {
            return Uni.createFrom().item(completed(request, failure, refusal));
        }
        HttpAuthenticator authenticator = request.get(HttpAuthenticator.class.getName());
        Uni<@Nullable ChallengeData> challenge = authenticator == null
                ? Uni.createFrom().nullItem()
                : authenticator.getChallenge(request).onFailure().recoverWithNull();
        return challenge.map(data -> {
            HttpProblem.Builder problem = HttpProblem.builder(refusal);
            if (data != null) {
                data.getHeaders().forEach((name, value) -> problem.withHeader(name.toString(), value));
            }
            return completed(request, failure, problem.build());
        });
    }

    private static Response completed(RoutingContext request, Throwable failure, HttpProblem problem) {
        return ExceptionMapperBase.postProcessorsRegistry
                .applyPostProcessing(problem, ProblemContext.of(failure, request.normalizedPath()))
                .toResponse();
    }
}
