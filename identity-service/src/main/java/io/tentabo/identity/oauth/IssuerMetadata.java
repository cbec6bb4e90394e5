package io.tentabo.identity.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What the issuer offers (OpenID Connect Discovery 1.0, RFC 8414).
 *
 * @param responseTypes empty as long as there is no authorization endpoint
 */
record IssuerMetadata(
        String issuer,
        @JsonProperty("token_endpoint") String tokenEndpoint,
        @JsonProperty("revocation_endpoint") String revocationEndpoint,
        @JsonProperty("introspection_endpoint") String introspectionEndpoint,
        @JsonProperty("userinfo_endpoint") String userInfoEndpoint,
        @JsonProperty("jwks_uri") String jwksUri,
        @JsonProperty("grant_types_supported") List<String> grantTypes,

        @JsonProperty("token_endpoint_auth_methods_supported")
        List<String> authMethods,

        @JsonProperty("response_types_supported") List<String> responseTypes,
        @JsonProperty("subject_types_supported") List<String> subjectTypes,

        @JsonProperty("id_token_signing_alg_values_supported")
        List<String> signingAlgorithms,

        @JsonProperty("claims_supported") List<String> claims) {

    static IssuerMetadata of(String issuer) {
        return new IssuerMetadata(
                issuer,
                issuer + "/oauth2/token",
                issuer + "/oauth2/revoke",
                issuer + "/oauth2/introspect",
                issuer + "/oauth2/userinfo",
                issuer + "/oauth2/jwks",
                List.of("client_credentials", "refresh_token"),
                List.of("client_secret_basic", "client_secret_post"),
                List.of(),
                List.of("public"),
                List.of("ES256"),
                List.of("sub", "iss", "aud", "exp", "iat", "tenant_id", "kind", "roles", "permissions", "sid"));
    }
}
