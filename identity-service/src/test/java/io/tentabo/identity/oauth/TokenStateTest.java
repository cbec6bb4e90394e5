package io.tentabo.identity.oauth;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.form;
import static io.tentabo.identity.Identity.operatorToken;
import static io.tentabo.identity.Identity.refresh;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Revocation, introspection and userinfo. */
@IdentityTest
class TokenStateTest {

    private static final String REVOKE = "/identity/oauth2/revoke";
    private static final String INTROSPECT = "/identity/oauth2/introspect";
    private static final String USER_INFO = "/identity/oauth2/userinfo";

    @Test
    void aRevokedRefreshTokenEndsItsSession() {
        // Given
        Tenant tenant = tenant();
        Response signedIn = tenant.signIn(tenant.ownerEmail(), PASSWORD);
        String first = signedIn.path("refreshToken");
        String second = refresh(first, tenant.address()).path("refreshToken");

        // When
        Response revoked = revoke(tenant, first);

        // Then
        revoked.then().statusCode(200).header("Cache-Control", "no-store");
        refresh(second, tenant.address()).then().statusCode(401);
        tenant.as(signedIn.path("accessToken")).get(USER_INFO).then().statusCode(401);
        revoke(tenant, first).then().statusCode(200);
    }

    @Test
    void aRevokedAccessTokenEndsItsSession() {
        // Given
        Tenant tenant = tenant();
        Response signedIn = tenant.signIn(tenant.ownerEmail(), PASSWORD);

        // When
        Response revoked = revoke(tenant, signedIn.path("accessToken"));

        // Then
        revoked.then().statusCode(200);
        refresh(signedIn.path("refreshToken"), tenant.address()).then().statusCode(401);
    }

    @Test
    void revokingSaysNothingAboutUnknownTokensAndGuessingIsSlowedDown() {
        // Given
        String address = anyAddress();

        // When
        List<Integer> answers = IntStream.range(0, 33)
                .mapToObj(i -> form(address)
                        .formParam("token", "guess" + i)
                        .post(REVOKE)
                        .statusCode())
                .toList();

        // Then
        assertThat(answers.getFirst()).isEqualTo(200);
        assertThat(answers.getLast()).isEqualTo(429);
        form(anyAddress()).post(REVOKE).then().statusCode(400).body("error", equalTo("invalid_request"));
        form(anyAddress())
                .formParam("token", "x")
                .formParam("client_id", "nobody.here")
                .formParam("client_secret", "wrong")
                .post(REVOKE)
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
        form(anyAddress())
                .formParam("token", operatorToken())
                .post(REVOKE)
                .then()
                .statusCode(400)
                .body("error", equalTo("unsupported_token_type"));
    }

    @Test
    void introspectionTellsGoodTokensOfTheClientsTenantFromAllOthers() {
        // Given
        Tenant tenant = tenant();
        Tenant other = tenant();
        String secret = clientSecret(tenant);
        Response signedIn = tenant.signIn(tenant.ownerEmail(), PASSWORD);
        String refreshToken = signedIn.path("refreshToken");

        // When
        Response access = introspect(tenant, secret, signedIn.path("accessToken"));

        // Then
        access.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("active", equalTo(true))
                .body("sub", equalTo(tenant.ownerId().toString()))
                .body("tenant_id", equalTo(tenant.id().toString()))
                .body("token_type", equalTo("Bearer"))
                .body("sid", notNullValue())
                .body("exp", notNullValue());
        introspect(tenant, secret, refreshToken)
                .then()
                .body("active", equalTo(true))
                .body("$", not(hasKey("token_type")));
        String successor = refresh(refreshToken, tenant.address()).path("refreshToken");
        isInactive(introspect(tenant, secret, refreshToken));
        introspect(tenant, secret, successor).then().body("active", equalTo(true));
        isInactive(introspect(tenant, secret, other.ownerToken()));
        isInactive(introspect(tenant, secret, "nonsense"));
        isInactive(introspect(tenant, secret, operatorToken()));
        revoke(tenant, successor);
        isInactive(introspect(tenant, secret, successor));
        isInactive(introspect(tenant, secret, signedIn.path("accessToken")));
        introspect(tenant, "wrong", successor).then().statusCode(401).body("error", equalTo("invalid_client"));
        form(tenant.address())
                .formParam("token", successor)
                .post(INTROSPECT)
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
    }

    @Test
    void userInfoIsAboutThePersonOfALiveSessionOnly() {
        // Given
        Tenant tenant = tenant();

        // When
        Response info = tenant.asOwner().get(USER_INFO);

        // Then
        info.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("sub", equalTo(tenant.ownerId().toString()))
                .body("name", equalTo("Ada Lovelace"))
                .body("given_name", equalTo("Ada"))
                .body("email", equalTo(tenant.ownerEmail()));
        form(tenant.address()).get(USER_INFO).then().statusCode(401);
        tenant.as(operatorToken()).get(USER_INFO).then().statusCode(401);
        execute("UPDATE tenants SET status = 'SUSPENDED' WHERE id = ?", tenant.id());
        tenant.asOwner().get(USER_INFO).then().statusCode(401);
    }

    /** An owner's names every permission there is, and there will be more. */
    @Test
    void theLongestTokenFitsIntoEveryForm() {
        // Given
        Tenant tenant = tenant();
        String secret = clientSecret(tenant);
        Response signedIn = tenant.signIn(tenant.ownerEmail(), PASSWORD);
        String token = signedIn.path("accessToken");
        String padded = token + "A".repeat(2 * token.length());

        // When
        List<Response> answers = List.of(
                introspect(tenant, secret, padded),
                exchange(tenant, secret, padded),
                revoke(tenant, padded),
                form(tenant.address())
                        .redirects()
                        .follow(false)
                        .formParam("id_token_hint", padded)
                        .post("/identity/oauth2/logout"),
                form(tenant.address())
                        .formParam("grant_type", "refresh_token")
                        .formParam("refresh_token", padded)
                        .post("/identity/oauth2/token"));

        // Then
        assertThat(padded.length()).isGreaterThan(4096);
        assertThat(answers).noneMatch(answer -> answer.statusCode() == 413);
        introspect(tenant, secret, token).then().statusCode(200).body("active", equalTo(true));
        exchange(tenant, secret, token).then().body("error", equalTo("unauthorized_client"));
        tenant.as(token).get(USER_INFO).then().statusCode(200);
        revoke(tenant, token).then().statusCode(200);
        refresh(signedIn.path("refreshToken"), tenant.address()).then().statusCode(401);
    }

    private static Response exchange(Tenant tenant, String secret, String token) {
        return form(tenant.address())
                .auth()
                .preemptive()
                .basic(tenant.slug() + ".gateway", secret)
                .formParam("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
                .formParam("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")
                .formParam("subject_token", token)
                .post("/identity/oauth2/token");
    }

    private static void isInactive(Response answer) {
        answer.then().statusCode(200);
        assertThat(answer.jsonPath().getMap("$")).isEqualTo(Map.of("active", false));
    }

    private static Response revoke(Tenant tenant, String token) {
        return form(tenant.address()).formParam("token", token).post(REVOKE);
    }

    private static Response introspect(Tenant tenant, String secret, String token) {
        return form(tenant.address())
                .auth()
                .preemptive()
                .basic(tenant.slug() + ".gateway", secret)
                .formParam("token", token)
                .formParam("token_type_hint", "refresh_token")
                .post(INTROSPECT);
    }

    private static String clientSecret(Tenant tenant) {
        String id = tenant.asOwner()
                .body(Map.of("name", "gateway", "roles", List.of("viewer")))
                .post("/identity/v1/clients")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return tenant.asOwner()
                .post("/identity/v1/clients/" + id + "/secret")
                .then()
                .statusCode(200)
                .extract()
                .path("clientSecret");
    }
}
