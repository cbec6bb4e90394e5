package io.tentabo.identity.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tentabo.identity.client.GrantType;
import io.tentabo.identity.client.Scopes;
import java.util.List;
import java.util.stream.Stream;

/** What the issuer offers, and nothing else (OpenID Connect Discovery 1.0, RFC 8414, RFC 9207). */
record IssuerMetadata(
        String issuer,
        @JsonProperty("authorization_endpoint") String authorizationEndpoint,
        @JsonProperty("token_endpoint") String tokenEndpoint,
        @JsonProperty("revocation_endpoint") String revocationEndpoint,
        @JsonProperty("introspection_endpoint") String introspectionEndpoint,
        @JsonProperty("userinfo_endpoint") String userInfoEndpoint,
        @JsonProperty("end_session_endpoint") String endSessionEndpoint,
        @JsonProperty("jwks_uri") String jwksUri,
        @JsonProperty("grant_types_supported") List<String> grantTypes,
        @JsonProperty("response_types_supported") List<String> responseTypes,
        @JsonProperty("response_modes_supported") List<String> responseModes,

        @JsonProperty("code_challenge_methods_supported") List<String> codeChallengeMethods,

        @JsonProperty("token_endpoint_auth_methods_supported")
        List<String> authMethods,

        @JsonProperty("revocation_endpoint_auth_methods_supported")
        List<String> revocationAuthMethods,

        @JsonProperty("introspection_endpoint_auth_methods_supported")
        List<String> introspectionAuthMethods,

        @JsonProperty("subject_types_supported") List<String> subjectTypes,

        @JsonProperty("id_token_signing_alg_values_supported")
        List<String> signingAlgorithms,

        @JsonProperty("scopes_supported") List<String> scopes,
        @JsonProperty("claims_supported") List<String> claims,

        @JsonProperty("authorization_response_iss_parameter_supported")
        boolean namesIssuerInResponses,

        @JsonProperty("request_parameter_supported") boolean takesRequestObjects,
        @JsonProperty("request_uri_parameter_supported") boolean takesRequestUris) {

    private static final List<String> WITH_SECRET = List.of("client_secret_basic", "client_secret_post");
    private static final List<String> WITH_OR_WITHOUT_SECRET =
            List.of("client_secret_basic", "client_secret_post", "none");

    static IssuerMetadata of(String issuer) {
        return new IssuerMetadata(
                issuer,
                issuer + "/oauth2/authorize",
                issuer + "/oauth2/token",
                issuer + "/oauth2/revoke",
                issuer + "/oauth2/introspect",
                issuer + "/oauth2/userinfo",
                issuer + "/oauth2/logout",
                issuer + "/oauth2/jwks",
                Stream.of(GrantType.values()).map(GrantType::parameter).toList(),
                List.of("code"),
                List.of("query"),
                List.of("S256"),
                WITH_OR_WITHOUT_SECRET,
                WITH_OR_WITHOUT_SECRET,
                WITH_SECRET,
                List.of("public"),
                List.of("ES256"),
                Scopes.all(),
                List.of(
                        "iss",
                        "sub",
                        "aud",
                        "exp",
                        "iat",
                        "auth_time",
                        "nonce",
                        "sid",
                        "tenant_id",
                        "name",
                        "given_name",
                        "family_name",
                        "email",
                        "email_verified"),
                true,
                false,
                false);
    }
}
