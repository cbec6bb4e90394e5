package io.tentabo.identity.oauth;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.form;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.refresh;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IdentityTest
class TokenExchangeTest {

    private static final String TOKEN = "/identity/oauth2/token";
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private Tenant tenant;
    private Map<String, String> gateway;

    @BeforeEach
    void register() {
        tenant = tenant();
        gateway = client("gateway", Map.of());
    }

    @Test
    void aStandardClientExchangesAUsersTokenForANarrowerOne() throws Exception {
        // Given
        tenant.user("grace@x.example", Map.of("roles", List.of("manager")));
        String subject = tenant.signIn("grace@x.example", PASSWORD).path("accessToken");
        OIDCProviderMetadata provider = OIDCProviderMetadata.resolve(
                new Issuer(ConfigProvider.getConfig().getValue("tentabo.token.issuer", String.class)));
        TokenExchangeGrant grant = new TokenExchangeGrant(new BearerAccessToken(subject), TokenTypeURI.ACCESS_TOKEN);

        // When
        TokenResponse answer = TokenResponse.parse(new TokenRequest.Builder(
                        provider.getTokenEndpointURI(),
                        new ClientSecretBasic(
                                new ClientID(gateway.get("clientId")), new Secret(gateway.get("clientSecret"))),
                        grant)
                .scope(new Scope("leads.read"))
                .build()
                .toHTTPRequest()
                .send());

        // Then
        AccessTokenResponse success = answer.toSuccessResponse();
        assertThat(provider.getGrantTypes()).anyMatch(type -> type.getValue().equals(EXCHANGE));
        assertThat(success.getTokens().getAccessToken().getIssuedTokenType()).isEqualTo(TokenTypeURI.ACCESS_TOKEN);
        assertThat(success.getTokens().getAccessToken().getScope()).isEqualTo(new Scope("leads.read"));
        JWTClaimsSet before = SignedJWT.parse(subject).getJWTClaimsSet();
        JWTClaimsSet after =
                SignedJWT.parse(success.getTokens().getAccessToken().getValue()).getJWTClaimsSet();
        assertThat(after.getSubject()).isEqualTo(before.getSubject());
        assertThat(after.getStringClaim("sid")).isEqualTo(before.getStringClaim("sid"));
        assertThat(after.getStringClaim("client_id")).isEqualTo(gateway.get("clientId"));
        assertThat(after.getStringListClaim("permissions")).containsExactly("leads.read");
        assertThat(after.getStringListClaim("roles")).isEmpty();
        assertThat(after.getExpirationTime()).isBeforeOrEqualTo(before.getExpirationTime());
    }

    @Test
    void withoutAScopeItIsAllThatTheClientMayAskForAndTheUserMayDo() {
        // Given
        tenant.user("grace@x.example", Map.of("roles", List.of("viewer")));
        String subject = tenant.signIn("grace@x.example", PASSWORD).path("accessToken");

        // When
        Response answer = exchange(gateway, Map.of("subject_token", subject));

        // Then
        answer.then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("issued_token_type", equalTo(ACCESS_TOKEN))
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", lessThanOrEqualTo(300))
                .body("scope", equalTo("leads.read openid users.read"))
                .body("$", not(hasKey("refresh_token")));
        String token = answer.path("access_token");
        tenant.as(token).get("/identity/v1/users").then().statusCode(403);
        tenant.as(token).get("/identity/oauth2/userinfo").then().statusCode(200).body("$", not(hasKey("email")));
        tenant.as(token).get("/identity/v1/me").then().statusCode(403);
        assertThat(query("""
                SELECT new_values::text FROM audit_logs WHERE tenant_id = ? AND action = 'client.token-exchanged'
                """, tenant.id())).contains("userId", "sessionId", "leads.read");
    }

    @Test
    void nothingThatOutlivesAnExchangedTokenIsMadeByIt() {
        // Given
        Map<String, String> everything = client("everything", Map.of("scopes", List.of("tentabo")));
        String token = exchange(everything, Map.of("subject_token", tenant.ownerToken()))
                .path("access_token");

        // When
        Response refused = tenant.as(token)
                .body(Map.of("name", "For a year", "scopes", List.of("leads.read")))
                .post("/identity/v1/api-keys");

        // Then
        refused.then().statusCode(403).body("code", equalTo("forbidden"));
        tenant.as(token).get("/identity/v1/api-keys").then().statusCode(200);
    }

    @Test
    void anExchangedTokenIsExchangedForNoMoreThanItCovers() {
        // Given
        String narrow = exchange(gateway, Map.of("subject_token", tenant.ownerToken(), "scope", "leads.read"))
                .path("access_token");
        Map<String, String> next = client("next", Map.of("scopes", List.of("leads.read", "users.read", "tentabo")));

        // When
        Response wider = exchange(next, Map.of("subject_token", narrow, "scope", "leads.read users.read"));

        // Then
        wider.then().statusCode(400).body("error", equalTo("invalid_scope"));
        exchange(next, Map.of("subject_token", narrow, "scope", "tentabo"))
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_scope"));
        exchange(next, Map.of("subject_token", narrow)).then().statusCode(200).body("scope", equalTo("leads.read"));
        exchange(gateway, Map.of("subject_token", tenant.ownerToken(), "scope", "orders.read"))
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_scope"));
    }

    @Test
    void aTokenIsExchangedWhileItsSessionLastsAndOnlyInItsTenant() {
        // Given
        Response session = tenant.signIn(tenant.ownerEmail(), PASSWORD);
        String subject = session.path("accessToken");
        exchange(gateway, Map.of("subject_token", subject)).then().statusCode(200);
        tenant.as(subject).delete("/identity/v1/sessions/current").then().statusCode(204);

        // When
        Response ended = exchange(gateway, Map.of("subject_token", subject));

        // Then
        ended.then().statusCode(400).body("error", equalTo("invalid_request"));
        exchange(gateway, Map.of("subject_token", tenant().ownerToken()))
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
        exchange(gateway, Map.of("subject_token", "nonsense")).then().statusCode(400);
        exchange(
                        gateway,
                        Map.of(
                                "subject_token",
                                tenant.signIn(tenant.ownerEmail(), PASSWORD).path("refreshToken")))
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
    }

    @Test
    void whoGotATokenInExchangeDoesNotEndTheUsersSession() {
        // Given
        Response session = tenant.signIn(tenant.ownerEmail(), PASSWORD);
        String exchanged = exchange(gateway, Map.of("subject_token", session.path("accessToken")))
                .path("access_token");

        // When
        Response signOut = tenant.as(exchanged).delete("/identity/v1/sessions/current");

        // Then
        signOut.then().statusCode(403);
        form(tenant.address())
                .formParam("token", exchanged)
                .post("/identity/oauth2/revoke")
                .then()
                .statusCode(200);
        as(gateway)
                .formParam("token", exchanged)
                .post("/identity/oauth2/revoke")
                .then()
                .statusCode(200);
        refresh(session.path("refreshToken"), tenant.address()).then().statusCode(200);
        as(gateway)
                .formParam("token", exchanged)
                .post("/identity/oauth2/introspect")
                .then()
                .body("active", equalTo(true));
    }

    @Test
    void onlyAConfidentialClientThatIsRegisteredForItExchanges() {
        // Given
        Map<String, String> other = client(
                "portal",
                Map.of(
                        "grantTypes", List.of("authorization_code"),
                        "redirectUris", List.of("https://portal.example/signed-in")));

        // When
        Response unregistered = exchange(other, Map.of("subject_token", tenant.ownerToken()));

        // Then
        unregistered.then().statusCode(400).body("error", equalTo("unauthorized_client"));
        form(tenant.address())
                .formParam("client_id", gateway.get("clientId"))
                .formParams(parameters(Map.of("subject_token", tenant.ownerToken())))
                .post(TOKEN)
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
        for (Map<String, Object> settings : List.<Map<String, Object>>of(
                Map.of("isPublic", true, "scopes", List.of("leads.read")), Map.of("scopes", List.of()))) {
            Map<String, Object> registration =
                    new HashMap<>(Map.of("name", "refused", "grantTypes", List.of(EXCHANGE)));
            registration.putAll(settings);
            tenant.asOwner()
                    .body(registration)
                    .post("/identity/v1/clients")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("client.inconsistent"));
        }
    }

    @Test
    void theTokenOfAnApiKeyIsNotExchangedForOneThatDoesNotSaySo() {
        // Given
        String key = tenant.asOwner()
                .body(Map.of("name", "Key", "scopes", List.of("leads.read")))
                .post("/identity/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        String token = json(anyAddress())
                .body(Map.of("key", key, "address", anyAddress()))
                .post("/identity/internal/api-key-tokens")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");

        // When / Then
        refused(Map.of("subject_token", token), "invalid_request");
    }

    @Test
    void whatThereIsNotIsRefusedAsTheStandardSays() {
        // Given
        String subject = tenant.ownerToken();

        // When
        Response otherType = exchange(
                gateway,
                Map.of("subject_token", subject, "subject_token_type", "urn:ietf:params:oauth:token-type:saml2"));

        // Then
        otherType.then().statusCode(400).body("error", equalTo("invalid_request"));
        refused(Map.of("subject_token", ""), "invalid_request");
        refused(Map.of("subject_token", subject, "actor_token", subject), "invalid_request");
        refused(
                Map.of(
                        "subject_token",
                        subject,
                        "requested_token_type",
                        "urn:ietf:params:oauth:token-type:refresh_token"),
                "invalid_request");
        refused(Map.of("subject_token", subject, "audience", "elsewhere"), "invalid_target");
        refused(Map.of("subject_token", subject, "resource", "https://elsewhere.example"), "invalid_target");
        exchange(gateway, Map.of("subject_token", subject, "audience", "tentabo"))
                .then()
                .statusCode(200);
    }

    private void refused(Map<String, String> parameters, String error) {
        exchange(gateway, parameters).then().statusCode(400).body("error", equalTo(error));
    }

    private Response exchange(Map<String, String> client, Map<String, String> parameters) {
        return as(client).formParams(parameters(parameters)).post(TOKEN);
    }

    private RequestSpecification as(Map<String, String> client) {
        return form(tenant.address()).auth().preemptive().basic(client.get("clientId"), client.get("clientSecret"));
    }

    private static Map<String, String> parameters(Map<String, String> more) {
        Map<String, String> parameters =
                new HashMap<>(Map.of("grant_type", EXCHANGE, "subject_token_type", ACCESS_TOKEN));
        parameters.putAll(more);
        return parameters;
    }

    private Map<String, String> client(String name, Map<String, Object> settings) {
        Map<String, Object> registration = new HashMap<>(Map.of(
                "name", name,
                "grantTypes", List.of(EXCHANGE),
                "scopes", List.of("leads.read", "users.read", "openid")));
        registration.putAll(settings);
        Response created = tenant.asOwner().body(registration).post("/identity/v1/clients");
        created.then().statusCode(201);
        Response secret = tenant.asOwner().post("/identity/v1/clients/" + created.path("id") + "/secret");
        return Map.of("clientId", secret.path("clientId"), "clientSecret", secret.path("clientSecret"));
    }
}
