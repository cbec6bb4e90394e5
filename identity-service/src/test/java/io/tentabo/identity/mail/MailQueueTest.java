package io.tentabo.identity.mail;

import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.invitation;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.identity.MailServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

@IdentityTest
class MailQueueTest {

    @Test
    void aTenantHasOnlySoManyPeopleInvitedWithinADay() {
        // Given
        Tenant tenant = tenant();
        UUID user = UUID.fromString(tenant.asOwner()
                .body(invitation("first@" + tenant.slug() + ".example", Map.of()))
                .post("/identity/v1/users")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        execute("""
                INSERT INTO mails (id, tenant_id, user_id, purpose, status)
                SELECT gen_random_uuid(), tenant_id, id, 'INVITE', 'OBSOLETE' FROM users, generate_series(1, 500)
                WHERE id = ?
                """, user);

        // When
        Response refused = tenant.asOwner()
                .body(invitation("next@" + tenant.slug() + ".example", Map.of()))
                .post("/identity/v1/users");

        // Then
        refused.then().statusCode(429).body("code", equalTo("mail.limit-reached"));
        tenant.asOwner()
                .post("/identity/v1/users/" + user + "/invitation")
                .then()
                .statusCode(429);
    }

    @Test
    void aMailOutlivesAServerThatIsAway() {
        // Given
        Tenant tenant = tenant();
        String email = tenant.ownerEmail();
        requestReset(tenant);
        await(() -> Integer.parseInt(query("SELECT attempt FROM mails WHERE tenant_id = ?", tenant.id())) >= 2);
        String error = query("SELECT last_error FROM mails WHERE tenant_id = ?", tenant.id());

        // When
        try (MailServer server = MailServer.start()) {

            // Then
            String token = server.awaitMail(email).token();
            assertThat(error).isEqualTo("the server cannot be reached");
            json(anyAddress())
                    .body(Map.of("token", token, "password", "a phrase that arrived late"))
                    .post("/identity/v1/password-resets/redeem")
                    .then()
                    .statusCode(204);
            await(() -> status(tenant).equals("SENT"));
            MailServer.pause(Duration.ofSeconds(2));
            assertThat(server.mails(email)).hasSize(1);
        }
    }

    @Test
    void aMailOutlivesTheProcessThatWasSendingIt() {
        // Given
        Tenant tenant = tenant();

        // When
        execute("""
                INSERT INTO mails (id, tenant_id, user_id, purpose, attempt, next_attempt_at)
                VALUES (gen_random_uuid(), ?, ?, 'VERIFY_EMAIL', 1, now() + interval '3 seconds')
                """, tenant.id(), tenant.ownerId());

        // Then
        try (MailServer server = MailServer.start()) {
            MailServer.pause(Duration.ofSeconds(2));
            assertThat(server.mails(tenant.ownerEmail())).isEmpty();
            server.awaitMail(tenant.ownerEmail());
            await(() -> status(tenant).equals("SENT"));
        }
        assertThat(query("SELECT attempt FROM mails WHERE tenant_id = ?", tenant.id()))
                .isEqualTo("2");
    }

    @Test
    void aMailIsGivenUpInTheEndAndOperatorsSeeIt() {
        // Given
        Tenant tenant = tenant();
        requestReset(tenant);
        await(() -> !query("SELECT last_error FROM mails WHERE tenant_id = ?", tenant.id())
                .equals("null"));

        // When
        execute("UPDATE mails SET attempt = 19, next_attempt_at = now() WHERE tenant_id = ?", tenant.id());

        // Then
        await(() -> status(tenant).equals("FAILED"));
        await(() -> json(anyAddress())
                .get("/q/metrics")
                .asString()
                .lines()
                .anyMatch(line -> line.startsWith("tentabo_mail_given_up") && !line.endsWith(" 0.0")));
        assertThat(json(anyAddress()).get("/q/metrics").asString())
                .contains("tentabo_mail_waiting", "tentabo_mail_failures_total{purpose=\"RESET_PASSWORD\"}");
    }

    @Test
    void whatHasBecomePointlessIsNotSent() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        UUID user = tenant.user(email, Map.of());
        json(anyAddress())
                .body(Map.of("tenant", tenant.slug(), "username", email))
                .post("/identity/v1/password-resets")
                .then()
                .statusCode(202);

        // When
        tenant.asOwner().delete("/identity/v1/users/" + user).then().statusCode(204);

        // Then
        assertThat(query("SELECT status FROM mails WHERE user_id = ?", user)).isEqualTo("OBSOLETE");
        assertThat(query("SELECT count(*) FROM one_time_tokens WHERE user_id = ? AND ended_at IS NULL", user))
                .isEqualTo("0");
    }

    private static void requestReset(Tenant tenant) {
        json(anyAddress())
                .body(Map.of("tenant", tenant.slug(), "username", tenant.ownerEmail()))
                .post("/identity/v1/password-resets")
                .then()
                .statusCode(202);
    }

    private static String status(Tenant tenant) {
        return query("SELECT status FROM mails WHERE tenant_id = ?", tenant.id());
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            MailServer.pause(Duration.ofMillis(100));
        }
    }
}
