package io.tentabo.identity.token;

import io.quarkus.security.identity.SecurityIdentity;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.CallerClaims;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Tokens that a user granted to a client for certain purposes. Permissions keep them to those; what needs no permission,
 * because everybody may do it for themselves, asks here.
 */
public final class LimitedTokens {

    private LimitedTokens() {}

    /** Whether the token was granted to a client, for whatever. */
    public static boolean isGranted(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                && (token.<Object>getClaim(AccessTokens.SCOPE) != null
                        || token.<Object>getClaim(AccessTokens.CLIENT_ID) != null);
    }

    /** The client that the token was granted to, by the name it was registered under; empty where none stands between. */
    public static Optional<String> client(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Optional.ofNullable(token.getClaim(AccessTokens.CLIENT_ID))
                : Optional.empty();
    }

    /**
     * For what a client is not to do in its user's place, whatever it was granted.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 for every token that was granted to a client
     */
    public static void refuseGranted(SecurityIdentity identity) {
        if (isGranted(identity)) {
            throw CommonProblems.FORBIDDEN.with("The token was granted to a client.");
        }
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 403 for a token that was granted for less than everything */
    public static void refuse(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token
                && token.<Object>getClaim(AccessTokens.SCOPE) instanceof String scope
                && !List.of(scope.split(" ", -1)).contains(TokenGrant.EVERYTHING)) {
            throw CommonProblems.FORBIDDEN.with("The token was not granted for this.");
        }
    }

    /**
     * What makes or changes a secret by which somebody signs in: through it, whoever holds a key would get in again after
     * the key was revoked.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 for an API key
     */
    public static void refuseApiKeys(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token && token.containsClaim(CallerClaims.API_KEY_ID)) {
            throw CommonProblems.FORBIDDEN.with("An API key makes and changes no passwords, secrets and keys.");
        }
    }
}
