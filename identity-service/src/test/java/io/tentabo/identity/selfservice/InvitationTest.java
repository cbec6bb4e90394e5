package io.tentabo.identity.selfservice;

import static io.restassured.RestAssured.given;
import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Browser;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.identity.MailServer;
import io.tentabo.identity.MailServer.Received;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@IdentityTest
class InvitationTest {

    private static final String CHOSEN = "a phrase of my own choice";

    private static MailServer mailServer;

    @BeforeAll
    static void openMailServer() {
        mailServer = MailServer.start();
    }

    @AfterAll
    static void closeMailServer() {
        mailServer.close();
    }

    @Test
    void anInvitedUserChoosesItsPasswordByTheLinkAndSignsIn() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        UUID user = invite(tenant, email, Map.of());
        tenant.signIn(email, CHOSEN).then().statusCode(401);
        Received mail = mailServer.awaitMail(email);

        // When
        Response accepted = accept(mail.token(), CHOSEN);

        // Then
        accepted.then().statusCode(204);
        assertThat(mail.from()).isEqualTo("Tenant " + tenant.slug() + " <no-reply@suite.example>");
        assertThat(mail.subject()).isEqualTo("Your invitation to Tenant " + tenant.slug());
        assertThat(mail.autoSubmitted()).isEqualTo("auto-generated");
        assertThat(mail.text()).contains("Hello Grace,", "for 7 days");
        assertThat(mail.html()).contains("Hello Grace,", mail.link());
        tenant.signIn(email, CHOSEN).then().statusCode(201);
        user(tenant, user).then().body("status", equalTo("ACTIVE")).body("emailVerifiedAt", notNullValue());
        assertThat(query("""
                SELECT actor_id FROM audit_logs WHERE action = 'user.invitation-accepted' AND entity_id = ?
                """, user)).isEqualTo(user.toString());
        accept(mail.token(), "another phrase of mine")
                .then()
                .statusCode(422)
                .body("code", equalTo("one-time-token.invalid"));
    }

    @Test
    void theDatabaseHoldsNoSecretOfALink() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        UUID user = invite(tenant, email, Map.of());

        // When
        String token = mailServer.awaitMail(email).token();

        // Then
        String stored = query("""
                SELECT (SELECT string_agg(o::text, ' ') FROM one_time_tokens o WHERE user_id = u.id)
                       || (SELECT string_agg(m::text, ' ') FROM mails m WHERE user_id = u.id)
                       || (SELECT string_agg(a::text, ' ') FROM audit_logs a WHERE entity_id = u.id)
                FROM users u WHERE u.id = ?
                """, user);
        assertThat(stored).contains("INVITE").doesNotContain(token, token.substring(22));
    }

    @Test
    void aLinkThatIsSentAgainEndsTheEarlierOne() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        UUID user = invite(tenant, email, Map.of());
        String earlier = mailServer.awaitMail(email).token();

        // When
        tenant.asOwner()
                .post("/identity/v1/users/" + user + "/invitation")
                .then()
                .statusCode(202);

        // Then
        accept(earlier, CHOSEN).then().statusCode(422);
        String later = mailServer.awaitMails(email, 2).get(1).token();
        accept(later, CHOSEN).then().statusCode(204);
        tenant.asOwner()
                .post("/identity/v1/users/" + user + "/invitation")
                .then()
                .statusCode(422)
                .body("code", equalTo("user.invitation"));
    }

    @Test
    void anExpiredLinkIsGoodNoMore() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        UUID user = invite(tenant, email, Map.of());
        String token = mailServer.awaitMail(email).token();
        execute("UPDATE one_time_tokens SET expires_at = now() WHERE user_id = ?", user);

        // When
        Response accepted = accept(token, CHOSEN);

        // Then
        accepted.then().statusCode(422).body("code", equalTo("one-time-token.invalid"));
        user(tenant, user).then().body("status", equalTo("INVITED"));
    }

    @Test
    void nobodyComesIntoASuspendedTenant() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        invite(tenant, email, Map.of());
        String token = mailServer.awaitMail(email).token();
        execute("UPDATE tenants SET status = 'SUSPENDED' WHERE id = ?", tenant.id());

        // When
        Response accepted = accept(token, CHOSEN);

        // Then
        accepted.then().statusCode(422);
        execute("UPDATE tenants SET status = 'ACTIVE' WHERE id = ?", tenant.id());
        accept(token, CHOSEN).then().statusCode(204);
    }

    @Test
    void ofSeveralWhoUseALinkAtOnceOneSucceeds() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        invite(tenant, email, Map.of());
        String token = mailServer.awaitMail(email).token();

        // When
        List<CompletableFuture<Integer>> answers = Stream.of("first", "second", "third", "fourth")
                .map(name -> CompletableFuture.supplyAsync(
                        () -> accept(token, "a phrase of the " + name).statusCode()))
                .toList();

        // Then
        assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(204, 422, 422, 422);
        assertThat(Stream.of("first", "second", "third", "fourth")
                        .filter(name ->
                                tenant.signIn(email, "a phrase of the " + name).statusCode() == 201))
                .hasSize(1);
    }

    @Test
    void aLinkOfOnePurposeIsGoodForNoOther() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        invite(tenant, email, Map.of());
        String token = mailServer.awaitMail(email).token();

        // When
        Response reset = json(anyAddress())
                .body(Map.of("token", token, "password", CHOSEN))
                .post("/identity/v1/password-resets/redeem");

        // Then
        reset.then().statusCode(422);
        accept(token, "too short").then().statusCode(400);
        accept("x", CHOSEN).then().statusCode(422);
        accept(token.substring(0, 60) + "AAAA", CHOSEN).then().statusCode(422);
        accept(token, CHOSEN).then().statusCode(204);
    }

    @Test
    void guessedTokensAreSlowedDown() {
        // Given
        String address = anyAddress();
        String nobodys = "A".repeat(64);

        // When
        List<Integer> answers = Stream.generate(() -> json(address)
                        .body(Map.of("token", nobodys, "password", CHOSEN))
                        .post("/identity/v1/invitations/accept")
                        .statusCode())
                .limit(35)
                .toList();

        // Then
        assertThat(answers).startsWith(422, 422).endsWith(429);
    }

    @Test
    void anInvitationHasNoPasswordAndAnAdminAcceptsBeforeItIsEnabled() {
        // Given
        Tenant tenant = tenant();
        String email = "admin@" + tenant.slug() + ".example";

        // When
        UUID admin = invite(tenant, email, Map.of("kind", "ADMIN", "roles", List.of("admin")));

        // Then
        tenant.asOwner()
                .post("/identity/v1/users/" + admin + "/enable")
                .then()
                .statusCode(422)
                .body("code", equalTo("user.admin-needs-password"));
        tenant.asOwner()
                .body(invitation("x@" + tenant.slug() + ".example", Map.of("password", PASSWORD)))
                .post("/identity/v1/users")
                .then()
                .statusCode(422)
                .body("code", equalTo("user.invitation"));
        accept(mailServer.awaitMail(email).token(), CHOSEN).then().statusCode(204);
        tenant.signIn(email, CHOSEN).then().statusCode(201);
    }

    @Test
    void nobodyInvitesWhoMayDoMoreOrBelongsElsewhere() {
        // Given
        Tenant tenant = tenant();
        UUID owner = invite(tenant, "second@" + tenant.slug() + ".example", Map.of("roles", List.of("owner")));
        tenant.user("admin@" + tenant.slug() + ".example", Map.of("roles", List.of("admin")));
        String admin =
                tenant.signIn("admin@" + tenant.slug() + ".example", PASSWORD).path("accessToken");

        // When
        Response byAdmin = tenant.as(admin).post("/identity/v1/users/" + owner + "/invitation");

        // Then
        byAdmin.then().statusCode(403);
        tenant().asOwner()
                .post("/identity/v1/users/" + owner + "/invitation")
                .then()
                .statusCode(404);
    }

    @Test
    void anotherAddressIsNotVerifiedAndEndsWhatWasMailedToTheFormerOne() {
        // Given
        Tenant tenant = tenant();
        String former = "grace@" + tenant.slug() + ".example";
        String latter = "hopper@" + tenant.slug() + ".example";
        UUID user = invite(tenant, former, Map.of());
        String token = mailServer.awaitMail(former).token();

        // When
        Response changed = tenant.asOwner()
                .contentType("application/merge-patch+json")
                .body(Map.of("email", latter.toUpperCase(java.util.Locale.ROOT)))
                .patch("/identity/v1/users/" + user);

        // Then
        changed.then().statusCode(200).body("email", equalTo(latter)).body("emailVerifiedAt", nullValue());
        accept(token, CHOSEN).then().statusCode(422);
        tenant.asOwner()
                .post("/identity/v1/users/" + user + "/invitation")
                .then()
                .statusCode(202);
        accept(mailServer.awaitMail(latter).token(), CHOSEN).then().statusCode(204);
        tenant.signIn(latter, CHOSEN).then().statusCode(201);
        tenant.signIn(former, CHOSEN).then().statusCode(401);
        tenant.asOwner()
                .contentType("application/merge-patch+json")
                .body(Map.of("email", "third@" + tenant.slug() + ".example"))
                .patch("/identity/v1/users/" + user)
                .then()
                .statusCode(200)
                .body("emailVerifiedAt", nullValue());
        tenant.signIn("third@" + tenant.slug() + ".example", CHOSEN).then().statusCode(201);
        tenant.asOwner()
                .contentType("application/merge-patch+json")
                .body(Map.of("email", tenant.ownerEmail()))
                .patch("/identity/v1/users/" + user)
                .then()
                .statusCode(409)
                .body("code", equalTo("user.email-taken"));
        Map<String, Object> none = new HashMap<>();
        none.put("email", null);
        tenant.asOwner()
                .contentType("application/merge-patch+json")
                .body(none)
                .patch("/identity/v1/users/" + user)
                .then()
                .statusCode(422);
    }

    @Test
    void theLinkLeadsToAPageOnWhichThePasswordIsChosen() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        invite(tenant, email, Map.of());
        String link = mailServer.awaitMail(email).link();
        Response page = given().get(link);
        Map<String, String> fields = Browser.hiddenFields(page);

        // When
        Response differing = send(link, page, fields, CHOSEN, "something else entirely");
        Response shortened = send(link, page, fields, "too short", "too short");
        Response foreign = given().contentType("application/x-www-form-urlencoded")
                .formParams(fields)
                .formParam("password", CHOSEN)
                .formParam("repetition", CHOSEN)
                .post(link);
        Response accepted = send(link, page, fields, CHOSEN, CHOSEN);

        // Then
        page.then()
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", containsString("form-action 'self'; base-uri 'none'"))
                .body(containsString("<label for=\"password\">"))
                .body(containsString(email));
        differing.then().statusCode(400).body(containsString("role=\"alert\"")).body(containsString("not the same"));
        shortened.then().statusCode(400).body(containsString("12 to 128 characters"));
        foreign.then().statusCode(403).contentType("text/html");
        accepted.then().statusCode(200).body(containsString("You are in"));
        tenant.signIn(email, CHOSEN).then().statusCode(201);
        given().get(link).then().statusCode(422).contentType("text/html").body(containsString("good no more"));
        given().get("/identity/account/invitation").then().statusCode(422).contentType("text/html");
    }

    @Test
    void aNameCannotForgeTheHeadersOfAMail() {
        // Given
        Tenant tenant = tenant();
        execute(
                "UPDATE tenants SET name = ? WHERE id = ?",
                "Öxi\"box\r\nBcc: x@y.example <evil@z.example> (Paris), a name of some length é",
                tenant.id());
        String email = "grace@" + tenant.slug() + ".example";

        // When
        invite(tenant, email, Map.of("firstName", "<b>Grace</b>"));

        // Then
        Received mail = mailServer.awaitMail(email);
        assertThat(mail.from()).endsWith("<no-reply@suite.example>").doesNotContain("evil@", "x@y", "(");
        assertThat(mail.from()).startsWith("Öxi box Bcc: x y.example");
        assertThat(mail.subject())
                .startsWith("Your invitation to Öxi\"box Bcc:")
                .endsWith("length é");
        assertThat(mail.html()).contains("&lt;b&gt;Grace").doesNotContain("<b>");
    }

    private static Response send(
            String link, Response page, Map<String, String> fields, String password, String repetition) {
        return given().contentType("application/x-www-form-urlencoded")
                .cookies(page.getCookies())
                .formParams(fields)
                .formParam("password", password)
                .formParam("repetition", repetition)
                .post(link);
    }

    private static UUID invite(Tenant tenant, String email, Map<String, Object> more) {
        Response created = tenant.asOwner().body(invitation(email, more)).post("/identity/v1/users");
        created.then().statusCode(201).body("status", equalTo("INVITED")).body("emailVerifiedAt", nullValue());
        return UUID.fromString(created.path("id"));
    }

    private static Map<String, Object> invitation(String email, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "kind",
                "INTERNAL",
                "email",
                email,
                "firstName",
                "Grace",
                "lastName",
                "Hopper",
                "invite",
                true,
                "roles",
                List.of("member")));
        body.putAll(more);
        return body;
    }

    private static Response accept(String token, String password) {
        return json(anyAddress())
                .body(Map.of("token", token, "password", password))
                .post("/identity/v1/invitations/accept");
    }

    private static Response user(Tenant tenant, UUID id) {
        return tenant.asOwner().get("/identity/v1/users/" + id);
    }
}
