package io.tentabo.identity.oauth;

import static io.restassured.RestAssured.given;
import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.form;
import static io.tentabo.identity.Identity.operatorSecret;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@IdentityTest
class TokenResourceTest {

    private static final String TOKEN = "/identity/oauth2/token";

    @Test
    void theOperatorObtainsATokenByBasicWithEncodedCredentials() {
        // Given
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                ("tentabo-operator:" + URLEncoder.encode(operatorSecret(), StandardCharsets.UTF_8))
                                        .getBytes(StandardCharsets.UTF_8));

        // When
        Response answer = form(anyAddress())
                .header("Authorization", basic)
                .formParam("grant_type", "client_credentials")
                .post(TOKEN);

        // Then
        answer.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(300))
                .body("$", not(hasKey("refresh_token")));
    }

    @Test
    void refusalsHaveTheFormOfTheStandard() {
        // Given
        String address = anyAddress();

        // When
        Response wrongSecret = form(address)
                .formParam("grant_type", "client_credentials")
                .formParam("client_id", "tentabo-operator")
                .formParam("client_secret", "wrong")
                .post(TOKEN);

        // Then
        wrongSecret
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"))
                .header("Cache-Control", "no-store");
        form(address)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("a:b".getBytes(StandardCharsets.UTF_8)))
                .formParam("grant_type", "client_credentials")
                .post(TOKEN)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Basic"))
                .body("error", equalTo("invalid_client"));
        form(address).post(TOKEN).then().statusCode(400).body("error", equalTo("invalid_request"));
        form(address)
                .formParam("grant_type", "password")
                .post(TOKEN)
                .then()
                .statusCode(400)
                .body("error", equalTo("unsupported_grant_type"));
        form(address)
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", "nonsense")
                .post(TOKEN)
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
    }

    @Test
    void guessingAClientsSecretIsSlowedDown() {
        // Given
        String address = anyAddress();

        // When
        List<Integer> answers = IntStream.range(0, 8)
                .mapToObj(i -> form(address)
                        .formParam("grant_type", "client_credentials")
                        .formParam("client_id", "nobody.at-all")
                        .formParam("client_secret", "guess " + i)
                        .post(TOKEN)
                        .statusCode())
                .toList();

        // Then
        assertThat(answers).startsWith(401).contains(429);
    }

    @Test
    void aRefreshTokenIsExchangedHereToo() {
        // Given
        Tenant tenant = tenant();
        String token = tenant.signIn(tenant.ownerEmail(), PASSWORD).path("refreshToken");

        // When
        Response answer = form(tenant.address())
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", token)
                .post(TOKEN);

        // Then
        answer.then().statusCode(200).body("access_token", notNullValue()).body("refresh_token", not(equalTo(token)));
    }

    @Test
    void aClientActsAsItsServiceAccountUntilItEnds() {
        // Given
        Tenant tenant = tenant();
        Response client = tenant.asOwner()
                .body(Map.of("name", "erp-export", "roles", List.of("viewer")))
                .post("/identity/v1/clients");
        client.then().statusCode(201).body("clientId", equalTo(tenant.slug() + ".erp-export"));
        String id = client.path("id");
        String secret = tenant.asOwner()
                .post("/identity/v1/clients/" + id + "/secret")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .extract()
                .path("clientSecret");

        // When
        Response token = grant(tenant, secret);

        // Then
        token.then().statusCode(200);
        tenant.as(token.path("access_token"))
                .get("/identity/v1/me")
                .then()
                .statusCode(200)
                .body("kind", equalTo("SERVICE"))
                .body("roles", equalTo(List.of("viewer")));
        assertThat(grant(tenant, secret).<String>path("access_token")).isNotEqualTo(token.path("access_token"));
        grant(tenant, "wrong").then().statusCode(401).body("error", equalTo("invalid_client"));
        tenant.asOwner().delete("/identity/v1/clients/" + id).then().statusCode(204);
        grant(tenant, secret).then().statusCode(401);
    }

    @Test
    void aClientsRightSecretForgetsItsFailuresAndIsRefusedWhileTheyCount() {
        // Given
        Tenant tenant = tenant();
        String id = tenant.asOwner()
                .body(Map.of("name", "erp-export", "roles", List.of("viewer")))
                .post("/identity/v1/clients")
                .path("id");
        String secret =
                tenant.asOwner().post("/identity/v1/clients/" + id + "/secret").path("clientSecret");
        for (int round = 0; round < 3; round++) {
            for (int failure = 0; failure < 3; failure++) {
                grant(tenant, "wrong").then().statusCode(401);
            }
            grant(tenant, secret).then().statusCode(200);
        }

        // When
        List<Integer> answers = IntStream.range(0, 8)
                .mapToObj(i -> grant(tenant, "wrong").statusCode())
                .toList();

        // Then
        assertThat(answers).startsWith(401).endsWith(429);
        grant(tenant, secret).then().statusCode(429);
        grant(tenant, secret, anyAddress()).then().statusCode(200);
        assertThat(tenant.asOwner()
                        .queryParam("action", "client.refused")
                        .get("/identity/v1/audit")
                        .<List<?>>path("items"))
                .hasSize(9 + Collections.frequency(answers, 401));
    }

    @Test
    void theIssuerDescribesItselfAndPublishesTheNextKeyBeforeItSigns() {
        // Given
        String issuer = org.eclipse.microprofile.config.ConfigProvider.getConfig()
                .getValue("tentabo.token.issuer", String.class);

        // When
        Response metadata = given().get("/identity/.well-known/openid-configuration");

        // Then
        metadata.then()
                .statusCode(200)
                .header("Cache-Control", containsString("max-age"))
                .body("issuer", equalTo(issuer))
                .body("jwks_uri", equalTo(issuer + "/oauth2/jwks"))
                .body("authorization_endpoint", equalTo(issuer + "/oauth2/authorize"))
                .body("end_session_endpoint", equalTo(issuer + "/oauth2/logout"))
                .body("response_types_supported", equalTo(List.of("code")))
                .body("code_challenge_methods_supported", equalTo(List.of("S256")))
                .body("authorization_response_iss_parameter_supported", equalTo(true))
                .body("scopes_supported", hasItems("openid", "tentabo", "leads.read"))
                .body("scopes_supported", not(hasItems("tenants.manage")))
                .body(
                        "grant_types_supported",
                        containsInAnyOrder(
                                "authorization_code",
                                "client_credentials",
                                "refresh_token",
                                "urn:ietf:params:oauth:grant-type:token-exchange"));
        assertThat(given().get("/identity/.well-known/oauth-authorization-server")
                        .asString())
                .isEqualTo(metadata.asString());
        Response keys = given().get("/identity/oauth2/jwks");
        keys.then().statusCode(200).header("Cache-Control", containsString("max-age"));
        assertThat(keys.jsonPath().getList("keys.kid"))
                .hasSizeGreaterThanOrEqualTo(2)
                .doesNotHaveDuplicates();
        assertThat(keys.jsonPath().getList("keys.d")).containsOnlyNulls();
        assertThat(keys.jsonPath().getList("keys.alg")).containsOnly("ES256");
    }

    private static Response grant(Tenant tenant, String secret) {
        return grant(tenant, secret, tenant.address());
    }

    private static Response grant(Tenant tenant, String secret, String address) {
        return form(address)
                .formParam("grant_type", "client_credentials")
                .formParam("client_id", tenant.slug() + ".erp-export")
                .formParam("client_secret", secret)
                .post(TOKEN);
    }
}
