package io.tentabo.identity.selfservice;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.refresh;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.tentabo.identity.Browser;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.identity.MailServer;
import io.tentabo.test.AtOnce;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@IdentityTest
class PasswordResetTest extends MailReadingTest {

    private static final String CHOSEN = "a phrase that I shall not forget";
    private static final Duration AT_LEAST = Duration.ofMillis(200);
    /** Between two mails to one user, see IdentitySettings. */
    private static final Duration INTERVAL = Duration.ofMillis(3100);

    @Test
    void aForgottenPasswordIsReplacedAndEverySessionEnds() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        UUID user = tenant.user(email, Map.of());
        String session = tenant.signIn(email, PASSWORD).path("refreshToken");
        request(tenant.slug(), email.toUpperCase(java.util.Locale.ROOT)).then().statusCode(202);
        String token = mailServer.awaitMail(email).token();

        // When
        Response redeemed = redeem(token, CHOSEN);

        // Then
        redeemed.then().statusCode(204);
        refresh(session, tenant.address()).then().statusCode(401);
        tenant.signIn(email, PASSWORD).then().statusCode(401);
        tenant.signIn(email, CHOSEN).then().statusCode(201);
        redeem(token, "and another phrase of mine").then().statusCode(422);
        assertThat(query("""
                SELECT string_agg(action || ':' || coalesce(actor_id::text, ''), ' ' ORDER BY created_at)
                FROM audit_logs
                WHERE entity_id = ? AND action LIKE 'user.password-reset%'
                """, user)).isEqualTo("user.password-reset-requested: user.password-reset:" + user);
        tenant.asOwner().get("/identity/v1/users/" + user).then().body("emailVerifiedAt", notNullValue());
    }

    @Test
    void theAnswerIsTheSameForWhoDoesNotExistOrHasNoPassword() {
        // Given
        Tenant tenant = tenant();
        String disabled = "disabled@" + tenant.slug() + ".example";
        UUID user = tenant.user(disabled, Map.of());
        execute("UPDATE users SET status = 'SUSPENDED' WHERE id = ?", user);
        List<Map<String, String>> requests = List.of(
                Map.of("tenant", tenant.slug(), "username", tenant.ownerEmail()),
                Map.of("tenant", tenant.slug(), "username", "nobody@example.com"),
                Map.of("tenant", tenant.slug(), "username", "' OR true --"),
                Map.of("tenant", tenant.slug(), "username", "\0" + tenant.ownerEmail()),
                Map.of("tenant", "\0", "username", tenant.ownerEmail()),
                Map.of("tenant", tenant.slug(), "username", disabled),
                Map.of("tenant", "no-such-tenant", "username", tenant.ownerEmail()));

        // When
        List<Response> answers = requests.stream()
                .map(body -> json(anyAddress()).body(body).post("/identity/v1/password-resets"))
                .toList();

        // Then
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.asString()).isEmpty();
            assertThat(answer.headers().asList().stream().map(header -> header.getName()))
                    .containsExactlyElementsOf(answers.getFirst().headers().asList().stream()
                            .map(header -> header.getName())
                            .toList());
            assertThat(answer.timeIn(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(AT_LEAST.toMillis());
        });
        mailServer.awaitMail(tenant.ownerEmail());
        assertThat(query("SELECT count(*) FROM mails WHERE tenant_id = ?", tenant.id()))
                .isEqualTo("1");
    }

    @Test
    void whoAsksTooOftenWaitsAndNobodyElseDoes() {
        // Given
        Tenant tenant = tenant();
        String stranger = anyAddress();

        // When
        List<List<Integer>> answers = Stream.of(tenant.ownerEmail(), "nobody@example.com")
                .map(name -> IntStream.range(0, 8)
                        .mapToObj(i -> request(tenant.slug(), name, stranger).statusCode())
                        .toList())
                .toList();

        // Then
        assertThat(answers).allSatisfy(statuses -> assertThat(statuses)
                .startsWith(202, 202, 202, 202, 202)
                .containsOnly(202, 429)
                .contains(429));
        request(tenant.slug(), tenant.ownerEmail(), anyAddress()).then().statusCode(202);
        tenant.signIn(tenant.ownerEmail(), PASSWORD).then().statusCode(201);
    }

    @Test
    void aMailboxIsNotFilledAndAStrangersRequestEndsNoLink() {
        // Given
        Tenant tenant = tenant();
        request(tenant.slug(), tenant.ownerEmail()).then().statusCode(202);
        String first = mailServer.awaitMail(tenant.ownerEmail()).token();
        request(tenant.slug(), tenant.ownerEmail()).then().statusCode(202);

        // When
        MailServer.pause(INTERVAL);
        request(tenant.slug(), tenant.ownerEmail()).then().statusCode(202);

        // Then
        String second = mailServer.awaitMails(tenant.ownerEmail(), 2).get(1).token();
        assertThat(mailServer.mails(tenant.ownerEmail())).hasSize(2);
        redeem(first, CHOSEN).then().statusCode(204);
        redeem(second, "and another phrase of mine").then().statusCode(422);
    }

    @Test
    void ofSeveralWhoUseALinkAtOnceOneSucceeds() {
        // Given
        Tenant tenant = tenant();
        request(tenant.slug(), tenant.ownerEmail()).then().statusCode(202);
        String token = mailServer.awaitMail(tenant.ownerEmail()).token();

        // When
        List<Integer> answers = AtOnce.run(List.of(1, 2, 3, 4), i -> redeem(token, "a phrase of number " + i)
                .statusCode());

        // Then
        assertThat(answers).containsExactlyInAnyOrder(204, 422, 422, 422);
    }

    @Test
    void whoMayNotSignInSetsNoPassword() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        UUID user = tenant.user(email, Map.of());
        request(tenant.slug(), email).then().statusCode(202);
        String token = mailServer.awaitMail(email).token();
        patch(tenant, user, Map.of("status", "SUSPENDED")).then().statusCode(200);

        // When
        Response redeemed = redeem(token, CHOSEN);

        // Then
        redeemed.then().statusCode(422);
        tenant.asOwner().post("/identity/v1/users/" + user + "/enable").then().statusCode(200);
        tenant.asOwner()
                .body(Map.of("password", "set by an administrator"))
                .put("/identity/v1/users/" + user + "/password")
                .then()
                .statusCode(204);
        redeem(token, CHOSEN).then().statusCode(422);
        tenant.signIn(email, "set by an administrator").then().statusCode(201);
    }

    @Test
    void theLinkLeadsToAPage() {
        // Given
        Tenant tenant = tenant();
        request(tenant.slug(), tenant.ownerEmail()).then().statusCode(202);
        String link = mailServer.awaitMail(tenant.ownerEmail()).link();
        Response page = RestAssured.get(link);

        // When
        Response answer = RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .cookies(page.getCookies())
                .formParams(Browser.hiddenFields(page))
                .formParam("password", CHOSEN)
                .formParam("repetition", CHOSEN)
                .post(link);

        // Then
        page.then().statusCode(200).body(containsString("Choose a new password"));
        answer.then().statusCode(200).body(containsString("Your password is set"));
        tenant.signIn(tenant.ownerEmail(), CHOSEN).then().statusCode(201);
    }

    @Test
    void theSignInPageLeadsToAPageThatSendsTheLink() {
        // Given
        Tenant tenant = tenant();
        String client = tenant.asOwner()
                .body(Map.of(
                        "name", "portal",
                        "isPublic", true,
                        "grantTypes", List.of("authorization_code"),
                        "scopes", List.of("openid"),
                        "redirectUris", List.of("https://portal.example/signed-in")))
                .post("/identity/v1/clients")
                .path("clientId");
        RestAssured.given()
                .queryParam("response_type", "code")
                .queryParam("client_id", client)
                .queryParam("redirect_uri", "https://portal.example/signed-in")
                .queryParam("scope", "openid")
                .queryParam("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
                .queryParam("code_challenge_method", "S256")
                .get("/identity/oauth2/authorize")
                .then()
                .statusCode(200)
                .body(containsString("<a href=\"../account/forgotten-password?tenant=" + tenant.slug() + "\">"));
        Response page = forgottenPage(tenant.slug());
        page.then().statusCode(200).body(containsString("Forgotten your password?"));

        // When
        Response answer = ask(page, tenant.ownerEmail());

        // Then
        answer.then().statusCode(200).body(containsString("Look into your mail"));
        redeem(mailServer.awaitMail(tenant.ownerEmail()).token(), CHOSEN).then().statusCode(204);
        assertThat(ask(page, "nobody@example.com").asString().replaceAll("nonce=\"[^\"]+\"", ""))
                .isEqualTo(answer.asString().replaceAll("nonce=\"[^\"]+\"", ""));
        Response nowhere = forgottenPage("no-such-tenant");
        ask(nowhere, tenant.ownerEmail()).then().statusCode(200).body(containsString("Look into your mail"));
        ask(page, " ").then().statusCode(400).body(containsString("Enter your e-mail address"));
        RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .formParams(Browser.hiddenFields(page))
                .formParam("username", tenant.ownerEmail())
                .post("/identity/account/forgotten-password")
                .then()
                .statusCode(403);
    }

    private static Response forgottenPage(String tenant) {
        return RestAssured.given().queryParam("tenant", tenant).get("/identity/account/forgotten-password");
    }

    private static Response ask(Response page, String username) {
        return RestAssured.given()
                .header("X-Forwarded-For", anyAddress())
                .contentType("application/x-www-form-urlencoded")
                .cookies(page.getCookies())
                .formParams(Browser.hiddenFields(page))
                .formParam("username", username)
                .post("/identity/account/forgotten-password");
    }

    private static Response patch(Tenant tenant, UUID user, Map<String, Object> change) {
        return tenant.asOwner()
                .contentType("application/merge-patch+json")
                .body(change)
                .patch("/identity/v1/users/" + user);
    }

    private static Response request(String tenant, String username) {
        return request(tenant, username, anyAddress());
    }

    private static Response request(String tenant, String username, String address) {
        return json(address)
                .body(Map.of("tenant", tenant, "username", username))
                .post("/identity/v1/password-resets");
    }

    private static Response redeem(String token, String password) {
        return json(anyAddress())
                .body(Map.of("token", token, "password", password))
                .post("/identity/v1/password-resets/redeem");
    }
}
