package io.tentabo.identity.authorization;

import static io.tentabo.identity.Browser.returned;
import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.form;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.refresh;
import static io.tentabo.identity.Identity.tenant;
import static io.tentabo.identity.authorization.Portal.AFTER_LOGOUT;
import static io.tentabo.identity.authorization.Portal.LOOPBACK;
import static io.tentabo.identity.authorization.Portal.REDIRECT;
import static io.tentabo.identity.authorization.Portal.SESSIONS;
import static io.tentabo.identity.authorization.Portal.TOKEN;
import static io.tentabo.identity.authorization.Portal.VERIFIER;
import static io.tentabo.identity.authorization.Portal.claims;
import static io.tentabo.identity.authorization.Portal.client;
import static io.tentabo.identity.authorization.Portal.code;
import static io.tentabo.identity.authorization.Portal.issuer;
import static io.tentabo.identity.authorization.Portal.logout;
import static io.tentabo.identity.authorization.Portal.proved;
import static io.tentabo.identity.authorization.Portal.publicClient;
import static io.tentabo.identity.authorization.Portal.redeem;
import static io.tentabo.identity.authorization.Portal.refreshAs;
import static io.tentabo.identity.authorization.Portal.request;
import static io.tentabo.identity.authorization.Portal.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tentabo.identity.Browser;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.identity.LockedUser;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@IdentityTest
class AuthorizationCodeTest {

    @Test
    void aUserSignsInForAPublicClientWhichThenActsWithinTheScopes() {
        // Given
        Tenant tenant = tenant();
        String client = publicClient(tenant);
        Browser browser = new Browser(anyAddress());

        // When
        Response back = browser.signIn(request(client), tenant.ownerEmail(), PASSWORD);

        // Then
        back.then().statusCode(303).header("Cache-Control", "no-store");
        assertThat(back.header("Location")).startsWith(REDIRECT + "&code=");
        assertThat(returned(back)).containsEntry("state", "s p&ce").containsEntry("iss", issuer());
        Response tokens = redeem(tenant, client, returned(back).get("code"), VERIFIER, REDIRECT);
        tokens.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("scope", equalTo("openid profile leads.read"))
                .body("refresh_token", notNullValue());
        Map<String, Object> identity = claims(tokens.path("id_token"));
        assertThat(identity)
                .containsEntry("iss", issuer())
                .containsEntry("aud", client)
                .containsEntry("sub", tenant.ownerId().toString())
                .containsEntry("nonce", "n-0S6")
                .containsEntry("given_name", "Ada")
                .containsKeys("exp", "iat", "auth_time", "sid")
                .doesNotContainKeys("email", "permissions");
        assertThat(claims(tokens.path("access_token")))
                .containsEntry("client_id", client)
                .containsEntry("permissions", List.of("leads.read"))
                .containsEntry("roles", List.of());
        tenant.as(tokens.path("access_token"))
                .get("/identity/oauth2/userinfo")
                .then()
                .statusCode(200)
                .body("sub", equalTo(tenant.ownerId().toString()))
                .body("name", equalTo("Ada Lovelace"))
                .body("$", not(hasKey("email")));
        form(tenant.address())
                .auth()
                .oauth2(tokens.path("access_token"))
                .post("/identity/oauth2/userinfo")
                .then()
                .statusCode(200)
                .body("sub", equalTo(tenant.ownerId().toString()));
        tenant.as(tokens.path("access_token")).get("/identity/v1/users").then().statusCode(403);
        tenant.as(tokens.path("access_token")).get(SESSIONS).then().statusCode(403);
        tenant.as(tokens.path("access_token")).get("/identity/v1/me").then().statusCode(403);
        tenant.as(tokens.path("access_token"))
                .get("/identity/v1/settings")
                .then()
                .statusCode(403);
        tenant.as(tokens.path("id_token")).get("/identity/v1/me").then().statusCode(401);
        tenant.asOwner().get(SESSIONS).then().body("items.userAgent", hasItems("browser"));
    }

    @Test
    void aClientsRefreshTokenIsGoodForThatClientOnly() {
        // Given
        Tenant tenant = tenant();
        String client = publicClient(tenant);
        String other = client(tenant, "other", Map.of("isPublic", true)).path("clientId");
        String token = tokens(tenant, client).path("refresh_token");

        // When
        Response refused = form(tenant.address())
                .formParam("grant_type", "refresh_token")
                .formParam("client_id", other)
                .formParam("refresh_token", token)
                .post(TOKEN);

        // Then
        refused.then().statusCode(400).body("error", equalTo("invalid_grant"));
        refresh(token, tenant.address()).then().statusCode(401);
        form(tenant.address())
                .formParam("token", token)
                .formParam("client_id", other)
                .post("/identity/oauth2/revoke")
                .then()
                .statusCode(200);
        Response refreshed = refreshAs(tenant, client, token);
        refreshed.then().statusCode(200).body("scope", containsString("openid"));
        assertThat(claims(refreshed.path("access_token"))).containsEntry("permissions", List.of("leads.read"));
        form(tenant.address())
                .formParam("token", refreshed.<String>path("refresh_token"))
                .formParam("client_id", client)
                .post("/identity/oauth2/revoke")
                .then()
                .statusCode(200);
        refreshAs(tenant, client, refreshed.path("refresh_token")).then().statusCode(400);
    }

    @Test
    void aConfidentialClientMustProveItself() {
        // Given
        Tenant tenant = tenant();
        Response created = client(tenant, "server", Map.of());
        String client = created.path("clientId");
        String secret = tenant.asOwner()
                .post("/identity/v1/clients/" + created.path("id") + "/secret")
                .path("clientSecret");
        String code = code(tenant, client);

        // When
        Response unproved = redeem(tenant, client, code, VERIFIER, REDIRECT);

        // Then
        unproved.then().statusCode(401).body("error", equalTo("invalid_client"));
        redeem(proved(tenant, client, "wrong"), code, VERIFIER, REDIRECT)
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
        redeem(proved(tenant, client, secret), code, VERIFIER, REDIRECT).then().statusCode(200);
        proved(tenant, client, secret)
                .formParam("grant_type", "client_credentials")
                .post(TOKEN)
                .then()
                .statusCode(400)
                .body("error", equalTo("unauthorized_client"));
    }

    @Test
    void nonsenseThatStrangersSendLocksOutNoClientThatProvesItself() {
        // Given
        Tenant tenant = tenant();
        Response created = client(tenant, "server", Map.of());
        String client = created.path("clientId");
        String secret = tenant.asOwner()
                .post("/identity/v1/clients/" + created.path("id") + "/secret")
                .path("clientSecret");
        String code = code(tenant, client);

        // When
        List<Integer> refusals = IntStream.range(0, 33)
                .mapToObj(i -> redeem(proved(tenant, client, secret), "nonsense" + i, VERIFIER, REDIRECT)
                        .statusCode())
                .toList();

        // Then
        assertThat(refusals).containsOnly(400);
        Response tokens = redeem(proved(tenant, client, secret), code, VERIFIER, REDIRECT);
        tokens.then().statusCode(200);
        for (int i = 0; i < 33; i++) {
            refreshed(proved(tenant, client, secret), "nonsense" + i).then().statusCode(400);
        }
        refreshed(proved(tenant, client, secret), tokens.path("refresh_token"))
                .then()
                .statusCode(200);
    }

    @Test
    void guessingACodeIsSlowedDownForWhoeverProvesNothing() {
        // Given
        Tenant tenant = tenant();
        String client = publicClient(tenant);

        // When
        List<Integer> refusals = IntStream.range(0, 33)
                .mapToObj(i -> redeem(tenant, client, "nonsense" + i, VERIFIER, REDIRECT)
                        .statusCode())
                .toList();

        // Then
        assertThat(refusals).startsWith(400).endsWith(429);
    }

    @Test
    void aCodeIsBoundToItsClientAddressAndVerifier() {
        // Given
        Tenant tenant = tenant();
        String client = publicClient(tenant);
        String other = client(tenant, "other", Map.of("isPublic", true)).path("clientId");
        String code = code(tenant, client);

        // When
        List<Response> refusals = List.of(
                redeem(tenant, client, code, VERIFIER.replace('d', 'e'), REDIRECT),
                redeem(tenant, client, code, VERIFIER, REDIRECT + "b"),
                redeem(tenant, client, code, VERIFIER, LOOPBACK),
                redeem(tenant, other, code, VERIFIER, REDIRECT),
                redeem(tenant, client, code + "x", VERIFIER, REDIRECT));

        // Then
        assertThat(refusals)
                .allSatisfy(refusal -> refusal.then().statusCode(400).body("error", equalTo("invalid_grant")));
        assertThat(refusals.stream().map(Response::asString).distinct()).hasSize(1);
        redeem(tenant, client, code, VERIFIER, REDIRECT).then().statusCode(200);
        form(tenant.address())
                .formParam("grant_type", "authorization_code")
                .formParam("client_id", client)
                .formParam("code", code)
                .formParam("redirect_uri", REDIRECT)
                .post(TOKEN)
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
    }

    @Test
    void aReplayedCodeEndsWhatWasMadeFromItAndIsAudited() {
        // Given
        Tenant tenant = tenant();
        String client = publicClient(tenant);
        String code = code(tenant, client);
        Response tokens = redeem(tenant, client, code, VERIFIER, REDIRECT);

        // When
        Response replayed = redeem(tenant, client, code, VERIFIER, REDIRECT);

        // Then
        replayed.then().statusCode(400).body("error", equalTo("invalid_grant"));
        refreshAs(tenant, client, tokens.path("refresh_token")).then().statusCode(400);
        assertThat(query("""
                        SELECT new_values ->> 'reason'
                        FROM audit_logs
                        WHERE tenant_id = ? AND action = 'session.ended'
                        """, tenant.id())).isEqualTo("CODE_REUSED");
        assertThat(query("""
                        SELECT string_agg(new_values::text, ' ') FROM audit_logs WHERE tenant_id = ?
                        """, tenant.id()))
                .contains(client)
                .doesNotContain(code, tokens.<String>path("refresh_token"), PASSWORD);
    }

    @Test
    void aCodeIsGoodForAMinute() {
        // Given
        Tenant tenant = tenant();
        String client = publicClient(tenant);
        String code = code(tenant, client);
        execute("UPDATE authorization_codes SET expires_at = now() WHERE tenant_id = ?", tenant.id());

        // When
        Response refused = redeem(tenant, client, code, VERIFIER, REDIRECT);

        // Then
        refused.then().statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void aCodeThatIsRedeemedWhileItsUserIsSignedOutIsWorthNothing() throws Exception {
        // Given
        Tenant tenant = tenant();
        String client = publicClient(tenant);
        UUID user = tenant.user("grace@x.example", Map.of());
        Response back = new Browser(anyAddress()).signIn(request(client), "grace@x.example", PASSWORD);
        CompletableFuture<Response> redeemed;

        // When
        try (LockedUser locked = new LockedUser(user)) {
            redeemed = locked.begin(() -> redeem(tenant, client, returned(back).get("code"), VERIFIER, REDIRECT));
            locked.execute("UPDATE authorization_codes SET used_at = now() WHERE user_id = ?");
            locked.commit();
        }

        // Then
        redeemed.join().then().statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void aCodeFromBeforeANewPasswordIsWorthNothing() {
        // Given
        Tenant tenant = tenant();
        String client = publicClient(tenant);
        UUID user = tenant.user("grace@x.example", Map.of());
        Response back = new Browser(anyAddress()).signIn(request(client), "grace@x.example", PASSWORD);
        tenant.asOwner()
                .body(Map.of("password", PASSWORD + " anew"))
                .put("/identity/v1/users/{id}/password", user)
                .then()
                .statusCode(204);

        // When
        Response refused = redeem(tenant, client, returned(back).get("code"), VERIFIER, REDIRECT);

        // Then
        refused.then().statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void aClientSignsItsUserOutAndIsAnsweredAtARegisteredAddressOnly() {
        // Given
        Tenant tenant = tenant();
        String client = publicClient(tenant);
        Response tokens = tokens(tenant, client);

        // When
        Response elsewhere = logout(tokens.path("id_token"), "https://evil.example/bye");

        // Then
        elsewhere.then().statusCode(400).contentType("text/html").header("Location", (String) null);
        logout(tokens.path("access_token"), AFTER_LOGOUT).then().statusCode(400);
        logout(tokens.<String>path("id_token") + "AA", AFTER_LOGOUT).then().statusCode(400);
        logout(tokens.path("id_token"), AFTER_LOGOUT)
                .then()
                .statusCode(303)
                .header("Location", AFTER_LOGOUT + "?state=x");
        refreshAs(tenant, client, tokens.path("refresh_token")).then().statusCode(400);
        tenant.as(tokens.path("access_token"))
                .get("/identity/oauth2/userinfo")
                .then()
                .statusCode(401);
    }

    @Test
    void aUserWhoMayNotSignInGetsNothingForACode() {
        // Given
        Tenant tenant = tenant();
        String client = publicClient(tenant);
        UUID user = tenant.user("grace@x.example", Map.of());
        Response back = new Browser(anyAddress()).signIn(request(client), "grace@x.example", PASSWORD);
        execute("UPDATE users SET status = 'SUSPENDED' WHERE id = ?", user);

        // When
        Response refused = redeem(tenant, client, returned(back).get("code"), VERIFIER, REDIRECT);

        // Then
        refused.then().statusCode(400).body("error", equalTo("invalid_grant"));
    }

    private static Response refreshed(RequestSpecification client, String token) {
        return client.formParam("grant_type", "refresh_token")
                .formParam("refresh_token", token)
                .post(TOKEN);
    }
}
