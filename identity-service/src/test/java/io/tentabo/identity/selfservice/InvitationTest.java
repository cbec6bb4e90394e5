package io.tentabo.identity.selfservice;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.invitation;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.identity.MailServer.Received;
import io.tentabo.test.AtOnce;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@IdentityTest
class InvitationTest extends MailReadingTest {

    private static final String CHOSEN = "a phrase of my own choice";

    @Test
    void anInvitedUserChoosesItsPasswordByTheLinkAndSignsIn() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        UUID user = InvitedUsers.invite(tenant, email, Map.of());
        tenant.signIn(email, CHOSEN).then().statusCode(401);
        Received mail = mailServer.awaitMail(email);

        // When
        Response accepted = InvitedUsers.accept(mail.token(), CHOSEN);

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
        InvitedUsers.accept(mail.token(), "another phrase of mine")
                .then()
                .statusCode(422)
                .body("code", equalTo("one-time-token.invalid"));
    }

    @Test
    void theDatabaseHoldsNoSecretOfALink() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        UUID user = InvitedUsers.invite(tenant, email, Map.of());

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
        UUID user = InvitedUsers.invite(tenant, email, Map.of());
        String earlier = mailServer.awaitMail(email).token();

        // When
        tenant.asOwner()
                .post("/identity/v1/users/" + user + "/invitation")
                .then()
                .statusCode(202);

        // Then
        InvitedUsers.accept(earlier, CHOSEN).then().statusCode(422);
        String later = mailServer.awaitMails(email, 2).get(1).token();
        InvitedUsers.accept(later, CHOSEN).then().statusCode(204);
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
        UUID user = InvitedUsers.invite(tenant, email, Map.of());
        String token = mailServer.awaitMail(email).token();
        execute("UPDATE one_time_tokens SET expires_at = now() WHERE user_id = ?", user);

        // When
        Response accepted = InvitedUsers.accept(token, CHOSEN);

        // Then
        accepted.then().statusCode(422).body("code", equalTo("one-time-token.invalid"));
        user(tenant, user).then().body("status", equalTo("INVITED"));
    }

    @Test
    void nobodyComesIntoASuspendedTenant() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        InvitedUsers.invite(tenant, email, Map.of());
        String token = mailServer.awaitMail(email).token();
        execute("UPDATE tenants SET status = 'SUSPENDED' WHERE id = ?", tenant.id());

        // When
        Response accepted = InvitedUsers.accept(token, CHOSEN);

        // Then
        accepted.then().statusCode(422);
        execute("UPDATE tenants SET status = 'ACTIVE' WHERE id = ?", tenant.id());
        InvitedUsers.accept(token, CHOSEN).then().statusCode(204);
    }

    @Test
    void ofSeveralWhoUseALinkAtOnceOneSucceeds() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        InvitedUsers.invite(tenant, email, Map.of());
        String token = mailServer.awaitMail(email).token();

        // When
        List<String> names = List.of("first", "second", "third", "fourth");
        List<Integer> answers = AtOnce.run(names, name -> InvitedUsers.accept(token, "a phrase of the " + name)
                .statusCode());

        // Then
        assertThat(answers).containsExactlyInAnyOrder(204, 422, 422, 422);
        assertThat(names.stream()
                        .filter(name ->
                                tenant.signIn(email, "a phrase of the " + name).statusCode() == 201))
                .hasSize(1);
    }

    @Test
    void aLinkOfOnePurposeIsGoodForNoOther() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        InvitedUsers.invite(tenant, email, Map.of());
        String token = mailServer.awaitMail(email).token();

        // When
        Response reset = json(anyAddress())
                .body(Map.of("token", token, "password", CHOSEN))
                .post("/identity/v1/password-resets/redeem");

        // Then
        reset.then().statusCode(422);
        InvitedUsers.accept(token, "too short").then().statusCode(400);
        InvitedUsers.accept("x", CHOSEN).then().statusCode(422);
        InvitedUsers.accept(token.substring(0, 60) + "AAAA", CHOSEN).then().statusCode(422);
        InvitedUsers.accept(token, CHOSEN).then().statusCode(204);
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
        UUID admin = InvitedUsers.invite(tenant, email, Map.of("kind", "ADMIN", "roles", List.of("admin")));

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
        InvitedUsers.accept(mailServer.awaitMail(email).token(), CHOSEN).then().statusCode(204);
        tenant.signIn(email, CHOSEN).then().statusCode(201);
    }

    @Test
    void nobodyInvitesWhoMayDoMoreOrBelongsElsewhere() {
        // Given
        Tenant tenant = tenant();
        UUID owner =
                InvitedUsers.invite(tenant, "second@" + tenant.slug() + ".example", Map.of("roles", List.of("owner")));
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
        UUID user = InvitedUsers.invite(tenant, former, Map.of());
        String token = mailServer.awaitMail(former).token();

        // When
        Response changed = tenant.asOwner()
                .contentType("application/merge-patch+json")
                .body(Map.of("email", latter.toUpperCase(java.util.Locale.ROOT)))
                .patch("/identity/v1/users/" + user);

        // Then
        changed.then().statusCode(200).body("email", equalTo(latter)).body("emailVerifiedAt", nullValue());
        InvitedUsers.accept(token, CHOSEN).then().statusCode(422);
        tenant.asOwner()
                .post("/identity/v1/users/" + user + "/invitation")
                .then()
                .statusCode(202);
        InvitedUsers.accept(mailServer.awaitMail(latter).token(), CHOSEN).then().statusCode(204);
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

    private static Response user(Tenant tenant, UUID id) {
        return tenant.asOwner().get("/identity/v1/users/" + id);
    }
}
