package io.tentabo.identity.session;

import io.quarkus.security.identity.SecurityIdentity;
import io.tentabo.identity.token.LimitedTokens;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.CallerClaims;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The session that the request's access token belongs to. */
public final class CurrentSession {

    private CurrentSession() {}

    /** Empty for a client's own token, which belongs to none. */
    static Optional<UUID> of(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Optional.ofNullable(token.<String>getClaim(CallerClaims.SESSION_ID))
                        .map(UUID::fromString)
                : Optional.empty();
    }

    /**
     * The session of a person who is not represented by a client.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 for a token that was granted to a client, for whatever
     */
    public static Optional<UUID> ofPerson(SecurityIdentity identity) {
        LimitedTokens.refuseGranted(identity);
        return of(identity);
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 403 for a token of a client, or of no session */
    static UUID require(SecurityIdentity identity) {
        return ofPerson(identity)
                .orElseThrow(() -> CommonProblems.FORBIDDEN.with("The token belongs to no session of a person."));
    }
}
