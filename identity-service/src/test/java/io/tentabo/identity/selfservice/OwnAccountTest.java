package io.tentabo.identity.selfservice;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.form;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.operatorToken;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.refresh;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.tentabo.identity.Browser;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.identity.MailServer.Received;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@IdentityTest
class OwnAccountTest extends MailReadingTest {

    private static final String CHOSEN = "a phrase of my own choice";
    private static final String VERIFICATION = "/identity/v1/me/email-verification";
    private static final String OWN_PASSWORD = "/identity/v1/me/password";

    @Test
    void aChannelsUserVerifiesItsAddress() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        UUID user = tenant.user(
                email,
                Map.of("kind", "CHANNEL", "partnerId", tenant.partner("Northwind"), "roles", List.of("partner")));
        String token = tenant.signIn(email, PASSWORD).path("accessToken");
        tenant.asOwner().get("/identity/v1/users/" + user).then().body("emailVerifiedAt", nullValue());
        tenant.as(token).post(VERIFICATION).then().statusCode(202);
        Received first = mailServer.awaitMail(email);
        tenant.as(token).post(VERIFICATION).then().statusCode(202);
        Received second = mailServer.awaitMails(email, 2).get(1);

        // When
        Response confirmed = confirm(second.token());

        // Then
        confirmed.then().statusCode(204);
        confirm(second.token()).then().statusCode(422);
        confirm(first.token()).then().statusCode(422);
        assertThat(second.subject()).startsWith("Confirm your e-mail address");
        tenant.asOwner().get("/identity/v1/users/" + user).then().body("emailVerifiedAt", notNullValue());
        tenant.as(token).get("/identity/v1/me").then().body("emailVerified", equalTo(true));
        tenant.asOwner().get("/identity/v1/me").then().body("emailVerified", equalTo(false));
        tenant.as(token).post(VERIFICATION).then().statusCode(202);
        assertThat(query("SELECT count(*) FROM mails WHERE user_id = ?", user)).isEqualTo("2");
        assertThat(query(
                        "SELECT actor_id FROM audit_logs WHERE action = 'user.email-verified' AND entity_id = ?", user))
                .isEqualTo(user.toString());
    }

    @Test
    void followingTheLinkVerifiesNothingUntilTheUserSaysSo() {
        // Given
        Tenant tenant = tenant();
        tenant.asOwner().post(VERIFICATION).then().statusCode(202);
        String link = mailServer.awaitMail(tenant.ownerEmail()).link();
        Response page = RestAssured.get(link);
        String before = query("SELECT email_verified_at FROM users WHERE id = ?", tenant.ownerId());

        // When
        Response answer = RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .cookies(page.getCookies())
                .formParams(Browser.hiddenFields(page))
                .post(link);

        // Then
        page.then().statusCode(200).body(containsString(tenant.ownerEmail()));
        assertThat(before).isEqualTo("null");
        answer.then().statusCode(200).body(containsString("Your address is verified"));
        assertThat(query("SELECT email_verified_at FROM users WHERE id = ?", tenant.ownerId()))
                .isNotEqualTo("null");
    }

    @Test
    void aMailboxIsNotFilledByItsOwner() {
        // Given
        Tenant tenant = tenant();

        // When
        List<Integer> answers = Stream.generate(
                        () -> tenant.asOwner().post(VERIFICATION).statusCode())
                .limit(8)
                .toList();

        // Then
        assertThat(answers).startsWith(202).containsOnly(202, 429).contains(429);
    }

    @Test
    void whoKnowsTheOldPasswordChangesItAndEndsTheOtherSessions() {
        // Given
        Tenant tenant = tenant();
        Response here = tenant.signIn(tenant.ownerEmail(), PASSWORD);
        String elsewhere = tenant.signIn(tenant.ownerEmail(), PASSWORD).path("refreshToken");

        // When
        Response changed = change(tenant, here.path("accessToken"), PASSWORD, CHOSEN);

        // Then
        changed.then().statusCode(204);
        refresh(elsewhere, tenant.address()).then().statusCode(401);
        refresh(here.path("refreshToken"), tenant.address()).then().statusCode(200);
        tenant.signIn(tenant.ownerEmail(), PASSWORD).then().statusCode(401);
        tenant.signIn(tenant.ownerEmail(), CHOSEN).then().statusCode(201);
        assertThat(query("""
                SELECT actor_id FROM audit_logs WHERE action = 'user.password-changed' AND entity_id = ?
                """, tenant.ownerId())).isEqualTo(tenant.ownerId().toString());
    }

    @Test
    void whoHasATokenOnlyGuessesNoPassword() {
        // Given
        Tenant tenant = tenant();

        // When
        List<Integer> answers = IntStream.range(0, 10)
                .mapToObj(guess -> change(tenant, tenant.ownerToken(), "guess " + guess, CHOSEN)
                        .statusCode())
                .toList();

        // Then
        assertThat(answers).startsWith(422, 422).containsOnly(422, 429).contains(429);
        change(tenant, tenant.ownerToken(), PASSWORD, "short").then().statusCode(400);
    }

    @Test
    void aProgramHasNeitherPasswordNorAddress() {
        // Given
        Tenant tenant = tenant();
        Response client = tenant.asOwner()
                .body(Map.of("name", "robot", "roles", List.of("viewer")))
                .post("/identity/v1/clients");
        client.then().statusCode(201);
        String secret = tenant.asOwner()
                .post("/identity/v1/clients/" + client.path("id") + "/secret")
                .path("clientSecret");
        String token = form(tenant.address())
                .formParam("grant_type", "client_credentials")
                .formParam("client_id", client.<String>path("clientId"))
                .formParam("client_secret", secret)
                .post("/identity/oauth2/token")
                .path("access_token");

        // When
        Response changed = change(tenant, token, PASSWORD, CHOSEN);

        // Then
        changed.then().statusCode(403).body("code", equalTo("forbidden"));
        tenant.as(token).post(VERIFICATION).then().statusCode(403);
        tenant.as(operatorToken()).post(VERIFICATION).then().statusCode(403);
    }

    @Test
    void whomAProviderSignsInGetsNoPasswordHere() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        UUID user = tenant.user(email, Map.of());
        String token = tenant.signIn(email, PASSWORD).path("accessToken");
        execute("""
                UPDATE account_identities SET provider = 'LDAP', password_hash = NULL WHERE user_id = ?
                """, user);

        // When
        Response changed = change(tenant, token, PASSWORD, CHOSEN);

        // Then
        changed.then().statusCode(403);
        json(anyAddress())
                .body(Map.of("tenant", tenant.slug(), "username", email))
                .post("/identity/v1/password-resets")
                .then()
                .statusCode(202);
        assertThat(query("SELECT count(*) FROM mails WHERE user_id = ?", user)).isEqualTo("0");
        assertThat(query("SELECT count(*) FROM account_identities WHERE user_id = ? AND provider = 'LOCAL'", user))
                .isEqualTo("0");
    }

    private static Response change(Tenant tenant, String token, String current, String chosen) {
        return tenant.as(token)
                .body(Map.of("current", current, "password", chosen))
                .put(OWN_PASSWORD);
    }

    private static Response confirm(String token) {
        return json(anyAddress()).body(Map.of("token", token)).post("/identity/v1/email-verifications/confirm");
    }
}
