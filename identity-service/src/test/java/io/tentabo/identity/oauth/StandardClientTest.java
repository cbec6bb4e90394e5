package io.tentabo.identity.oauth;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.tentabo.identity.Browser;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A well-kept client library, as it is, against the running service. */
@IdentityTest
class StandardClientTest {

    private static final URI REDIRECT = URI.create("https://portal.example/signed-in");
    private static final URI AFTER_LOGOUT = URI.create("https://portal.example/bye");

    @Test
    void itDiscoversSignsInRefreshesAndSignsOut() throws Exception {
        // Given
        Tenant tenant = tenant();
        OIDCProviderMetadata provider = OIDCProviderMetadata.resolve(issuer());
        ClientSecretBasic client = client(
                tenant,
                Map.of(
                        "name", "portal",
                        "grantTypes", List.of("authorization_code", "refresh_token"),
                        "scopes", List.of("openid", "profile", "email"),
                        "redirectUris", List.of(REDIRECT.toString()),
                        "postLogoutRedirectUris", List.of(AFTER_LOGOUT.toString())));
        CodeVerifier verifier = new CodeVerifier();
        Nonce nonce = new Nonce();

        // When
        AuthorizationCode code = signIn(
                tenant, provider, client.getClientID(), new Scope("openid", "profile", "email"), verifier, nonce);
        OIDCTokens tokens = tokens(provider, client, new AuthorizationCodeGrant(code, REDIRECT, verifier));

        // Then
        IDTokenClaimsSet person = new IDTokenValidator(
                        issuer(),
                        client.getClientID(),
                        JWSAlgorithm.ES256,
                        provider.getJWKSetURI().toURL())
                .validate(tokens.getIDToken(), nonce);
        assertThat(person.getSubject().getValue()).isEqualTo(tenant.ownerId().toString());
        UserInfoResponse info = UserInfoResponse.parse(
                new UserInfoRequest(provider.getUserInfoEndpointURI(), tokens.getBearerAccessToken())
                        .toHTTPRequest()
                        .send());
        assertThat(info.toSuccessResponse().getUserInfo().getEmailAddress()).isEqualTo(tenant.ownerEmail());
        assertThat(info.toSuccessResponse().getUserInfo().getEmailVerified()).isFalse();
        assertThat(tokens.getIDToken().getJWTClaimsSet().getBooleanClaim("email_verified"))
                .isFalse();

        OIDCTokens refreshed = tokens(provider, client, new RefreshTokenGrant(tokens.getRefreshToken()));
        assertThat(refreshed.getRefreshToken()).isNotEqualTo(tokens.getRefreshToken());
        assertThat(isActive(provider, client, refreshed.getAccessToken())).isTrue();

        HTTPRequest logout = new LogoutRequest(
                        provider.getEndSessionEndpointURI(), tokens.getIDToken(), AFTER_LOGOUT, new State("x"))
                .toHTTPRequest();
        logout.setFollowRedirects(false);
        assertThat(logout.send().getLocation()).isEqualTo(URI.create(AFTER_LOGOUT + "?state=x"));
        assertThat(isActive(provider, client, refreshed.getAccessToken())).isFalse();
        assertThat(answer(provider, client, new RefreshTokenGrant(refreshed.getRefreshToken()))
                        .toErrorResponse()
                        .getErrorObject()
                        .getCode())
                .isEqualTo("invalid_grant");
    }

    @Test
    void itRevokesARefreshToken() throws Exception {
        // Given
        Tenant tenant = tenant();
        OIDCProviderMetadata provider = OIDCProviderMetadata.resolve(issuer());
        ClientSecretBasic client = client(
                tenant,
                Map.of(
                        "name", "portal",
                        "grantTypes", List.of("authorization_code", "refresh_token"),
                        "scopes", List.of("openid"),
                        "redirectUris", List.of(REDIRECT.toString())));
        CodeVerifier verifier = new CodeVerifier();
        AuthorizationCode code =
                signIn(tenant, provider, client.getClientID(), new Scope("openid"), verifier, new Nonce());
        OIDCTokens tokens = tokens(provider, client, new AuthorizationCodeGrant(code, REDIRECT, verifier));

        // When
        var revoked = new TokenRevocationRequest(provider.getRevocationEndpointURI(), client, tokens.getRefreshToken())
                .toHTTPRequest()
                .send();

        // Then
        assertThat(revoked.getStatusCode()).isEqualTo(200);
        assertThat(isActive(provider, client, tokens.getRefreshToken())).isFalse();
    }

    @Test
    void itActsForItselfByClientCredentials() throws Exception {
        // Given
        Tenant tenant = tenant();
        OIDCProviderMetadata provider = OIDCProviderMetadata.resolve(issuer());
        ClientSecretBasic client = client(tenant, Map.of("name", "erp-export", "roles", List.of("viewer")));

        // When
        OIDCTokens tokens = tokens(provider, client, new ClientCredentialsGrant());

        // Then
        assertThat(tokens.getRefreshToken()).isNull();
        assertThat(isActive(provider, client, tokens.getAccessToken())).isTrue();
    }

    private static AuthorizationCode signIn(
            Tenant tenant,
            OIDCProviderMetadata provider,
            ClientID client,
            Scope scope,
            CodeVerifier verifier,
            Nonce nonce)
            throws Exception {
        AuthenticationRequest request = new AuthenticationRequest.Builder(ResponseType.CODE, scope, client, REDIRECT)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(new State("abc"))
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build();
        Map<String, String> parameters = new HashMap<>();
        request.toParameters().forEach((name, values) -> parameters.put(name, values.getFirst()));
        String location = new Browser(anyAddress())
                .signIn(parameters, tenant.ownerEmail(), PASSWORD)
                .header("Location");
        AuthorizationSuccessResponse response = AuthorizationSuccessResponse.parse(URI.create(location));
        assertThat(response.getIssuer()).isEqualTo(issuer());
        assertThat(response.getState()).isEqualTo(new State("abc"));
        return response.getAuthorizationCode();
    }

    private static OIDCTokens tokens(OIDCProviderMetadata provider, ClientSecretBasic client, AuthorizationGrant grant)
            throws Exception {
        TokenResponse answer = answer(provider, client, grant);
        assertThat(answer.indicatesSuccess())
                .as(answer.toHTTPResponse().getBody())
                .isTrue();
        return answer.toSuccessResponse().getTokens().toOIDCTokens();
    }

    private static TokenResponse answer(
            OIDCProviderMetadata provider, ClientSecretBasic client, AuthorizationGrant grant) throws Exception {
        return OIDCTokenResponseParser.parse(new TokenRequest.Builder(provider.getTokenEndpointURI(), client, grant)
                .build()
                .toHTTPRequest()
                .send());
    }

    private static boolean isActive(OIDCProviderMetadata provider, ClientSecretBasic client, Token token)
            throws Exception {
        return TokenIntrospectionResponse.parse(
                        new TokenIntrospectionRequest(provider.getIntrospectionEndpointURI(), client, token)
                                .toHTTPRequest()
                                .send())
                .toSuccessResponse()
                .isActive();
    }

    private static ClientSecretBasic client(Tenant tenant, Map<String, Object> registration) {
        var created = tenant.asOwner().body(registration).post("/identity/v1/clients");
        created.then().statusCode(201);
        var secret = tenant.asOwner().post("/identity/v1/clients/" + created.path("id") + "/secret");
        return new ClientSecretBasic(
                new ClientID(secret.<String>path("clientId")), new Secret(secret.<String>path("clientSecret")));
    }

    private static Issuer issuer() {
        return new Issuer(ConfigProvider.getConfig().getValue("tentabo.token.issuer", String.class));
    }
}
