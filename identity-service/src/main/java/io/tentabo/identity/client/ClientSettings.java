package io.tentabo.identity.client;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed about a client.
 *
 * @param displayName what users are shown; the client's name when empty
 * @param grantTypes authorization_code, refresh_token, client_credentials,
 *     urn:ietf:params:oauth:grant-type:token-exchange
 * @param scopes what it may ask users for: openid, profile, email, permissions, or tentabo for all that the user may do
 * @param redirectUris where users return to: https, or http on 127.0.0.1 or [::1], whose port may then be any
 * @param postLogoutRedirectUris where users may return to once they have signed out
 */
@RegisterForReflection
public record ClientSettings(
        @NotNull @Size(max = 120) @Schema(examples = "Partner portal")
        String displayName,

        @NotNull @Size(min = 1, max = 4) @Schema(examples = "[\"authorization_code\", \"refresh_token\"]")
        List<@NotNull @Size(max = 60) String> grantTypes,

        @NotNull @Size(max = 100) @Schema(examples = "[\"openid\", \"profile\", \"leads.read\"]")
        List<@NotNull @Size(max = 80) String> scopes,

        @NotNull @Size(max = 20) @Schema(examples = "[\"https://portal.example/signed-in\"]")
        List<@NotNull @Size(max = 1000) String> redirectUris,

        @NotNull @Size(max = 20) List<@NotNull @Size(max = 1000) String> postLogoutRedirectUris) {

    private static final List<String> GRANT_TYPES =
            Stream.of(GrantType.values()).map(GrantType::parameter).toList();

    public ClientSettings {
        grantTypes = sorted(grantTypes);
        scopes = sorted(scopes);
    }

    private static List<String> sorted(@Nullable List<String> names) {
        return names == null ? List.of() : names.stream().distinct().sorted().toList();
    }

    /**
     * Checks that the settings fit each other.
     *
     * @param isPublic whether the client has no secret
     * @param hasServiceAccount whether it can act for itself
     * @throws HttpProblem 422 saying what does not fit
     */
    void requireConsistent(boolean isPublic, boolean hasServiceAccount) {
        require(GRANT_TYPES.containsAll(grantTypes), "grantTypes", "Grant types are " + String.join(", ", GRANT_TYPES));
        require(
                has(GrantType.CLIENT_CREDENTIALS) == hasServiceAccount,
                "grantTypes",
                "A client has client_credentials if, and only if, it was created with roles for a service account");
        require(!(isPublic && hasServiceAccount), "grantTypes", "A public client cannot act for itself");
        require(
                !has(GrantType.REFRESH_TOKEN) || has(GrantType.AUTHORIZATION_CODE) || has(GrantType.TOKEN_EXCHANGE),
                "grantTypes",
                "refresh_token needs authorization_code, or token exchange");
        require(
                !has(GrantType.TOKEN_EXCHANGE) || (!isPublic && !scopes.isEmpty()),
                "grantTypes",
                "A client that exchanges tokens has a secret, and scopes that it may ask for");
        require(
                has(GrantType.AUTHORIZATION_CODE) != redirectUris.isEmpty(),
                "redirectUris",
                "A client has redirect URIs if, and only if, it has authorization_code");
        require(
                redirectUris.stream().allMatch(RedirectUri::isAcceptable),
                "redirectUris",
                "A redirect URI is https, or http on 127.0.0.1 or [::1], without fragment and user name");
        require(
                postLogoutRedirectUris.stream().allMatch(RedirectUri::isAcceptable),
                "postLogoutRedirectUris",
                "A redirect URI is https, or http on 127.0.0.1 or [::1], without fragment and user name");
        require(
                scopes.stream().allMatch(Scopes::isKnown),
                "scopes",
                "The issuer's metadata lists the scopes there are");
    }

    private boolean has(GrantType grantType) {
        return grantTypes.contains(grantType.parameter());
    }

    private static void require(boolean fits, String member, String rule) {
        if (!fits) {
            throw ClientProblems.INCONSISTENT.with(rule + ".", Map.of("member", member));
        }
    }
}
