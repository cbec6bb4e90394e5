package io.tentabo.kit.host.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.AuditVerification;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.audit.VerificationResult;
import io.tentabo.kit.audit.VerificationResult.Reason;
import io.tentabo.kit.host.Rows;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.PersonJobDone;
import io.tentabo.model.event.PersonJobRequested;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class PersonJobTest {

    private static final String EMAIL = "Jo.Doe@example.com";
    private static final int MANY = 1_200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Journal journal;

    @Inject
    Transactions transactions;

    @Inject
    CallerContext callers;

    @Inject
    AuditVerification verification;

    private final UUID tenant = UUID.randomUUID();
    private final UUID neighbour = UUID.randomUUID();
    private final UUID user = UUID.randomUUID();
    private final UUID job = UUID.randomUUID();

    @Test
    void anErasedPersonIsNowhereAnyMoreAndEverybodyElseStays() {
        // Given
        UUID contact = contact(tenant, null, "Jo Doe", "jo.doe@example.com", "asked for jo.doe@example.com.");
        contact(tenant, user, "Somebody", "some@example.com", "met Jo.Doe@Example.com, not xjo.doe@example.com");
        contact(neighbour, user, "Jo Doe", "jo.doe@example.com", "asked for jo.doe@example.com");
        Rows.of(
                "INSERT INTO notes (id, tenant_id, owner_id, text) VALUES (gen_random_uuid(), ?, ?, 'x')",
                tenant,
                user);
        strangers(MANY);

        // When
        request(PersonJobRequested.ERASURE, tenant, job);
        request(PersonJobRequested.ERASURE, tenant, job);
        interruptWhenBegun();

        // Then
        PersonJobDone outcome = outcome(PersonJobDone.ERASED, tenant);
        assertThat(outcome.parts())
                .contains(
                        new PersonJobDone.Part("contacts", "contact", 1, "ERASED", null),
                        new PersonJobDone.Part("contacts", "mention", 2, "ERASED", null),
                        new PersonJobDone.Part("contacts", "visitor", 1, "ERASED", null),
                        new PersonJobDone.Part("notes", "author", 1, "KEPT", "notes are business records"));
        String pseudonym = "erased-" + job.toString().substring(24);
        assertThat(Rows.of("SELECT concat_ws('|', name, email, phone, remark) FROM contacts WHERE id = ?", contact))
                .containsExactly(
                        pseudonym + "|" + pseudonym + contact.toString().substring(32) + "@erased.invalid|asked for "
                                + pseudonym + "@erased.invalid.");
        assertThat(Rows.of(
                        "SELECT concat_ws('|', name, remark, details ->> 'by', seen_from) FROM contacts"
                                + " WHERE tenant_id = ? AND user_id = ?",
                        tenant,
                        user))
                .containsExactly("Somebody|met " + pseudonym + "@erased.invalid, not xjo.doe@example.com|x");
        assertThat(Rows.of("SELECT remark FROM contacts WHERE tenant_id = ?", neighbour))
                .containsExactly("asked for jo.doe@example.com");
        assertThat(Rows.of("SELECT count(*) FROM contacts WHERE tenant_id = ? AND name = 'stranger'", tenant))
                .containsExactly(String.valueOf(MANY));
        assertThat(Rows.of(
                        "SELECT num_nulls(address_salt, address_digest) || user_ids::text FROM person_jobs WHERE id = ?",
                        job))
                .containsExactly("2{}");
    }

    @Test
    void theAuditLosesWhatTellsOfThePersonAndItsChainHolds() {
        // Given
        UUID contact = contact(tenant, null, "Jo Doe", "jo.doe@example.com", null);
        UUID gone = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        Caller person = Caller.system(tenant);
        write(person, AuditEntry.created("contact", contact, Map.of("name", "Jo Doe")));
        write(person, AuditEntry.deleted("contact", gone, Map.of("name", "Jo", "email", "jo.doe@example.com")));
        write(person, AuditEntry.created("contact", other, Map.of("name", "Else")));
        write(person, AuditEntry.created("user", user, Map.of("name", "Jo Doe")));
        awaitSealed();
        act(user, other);

        // When
        request(PersonJobRequested.ERASURE, tenant, job);

        // Then
        outcome(PersonJobDone.ERASED, tenant);
        awaitSealed();
        assertThat(Rows.of(
                        "SELECT DISTINCT entity_id FROM audit_logs WHERE tenant_id = ? AND values_erasure = ?",
                        tenant,
                        job))
                .containsExactlyInAnyOrder(contact.toString(), gone.toString(), user.toString());
        assertThat(Rows.of(
                        "SELECT concat_ws('|', new_values ->> 'name', host(ip_address), user_agent, origin_erasure)"
                                + " FROM audit_logs WHERE tenant_id = ? AND actor_id = ?",
                        tenant,
                        user))
                .containsExactly("Changed|" + job);
        assertThat(Rows.of("SELECT count(*) FROM audit_logs WHERE tenant_id = ? AND new_values::text ~ 'Jo'", tenant))
                .containsExactly("0");
        assertThat(verify()).isEqualTo(new VerificationResult(true, 6, 4, 0, null));
    }

    @Test
    void whatSomebodyElseBlanksInTheNameOfAnErasureIsFound() {
        // Given
        UUID other = UUID.randomUUID();
        write(Caller.system(tenant), AuditEntry.created("contact", other, Map.of("name", "Else")));
        write(Caller.system(tenant), AuditEntry.created("user", user, Map.of("name", "Jo Doe")));
        request(PersonJobRequested.ERASURE, tenant, job);
        outcome(PersonJobDone.ERASED, tenant);
        awaitSealed();
        assertThat(verify().intact()).isTrue();

        // When
        Rows.of("""
                UPDATE audit_logs
                SET new_values = NULL, values_salt = NULL, values_erasure = ?, erased_at = now()
                WHERE tenant_id = ? AND entity_id = ?
                """, job, tenant, other);

        // Then
        assertThat(verify().broken()).isNotNull().satisfies(broken -> {
            assertThat(broken.reason()).isEqualTo(Reason.ERASED);
            assertThat(broken.seq()).isEqualTo(1);
        });
    }

    @Test
    void whatSomebodyElseBlanksInTheNameOfAnErasureAtWorkIsFound() {
        // Given
        write(Caller.system(tenant), AuditEntry.created("contact", UUID.randomUUID(), Map.of("name", "Else")));
        awaitSealed();
        Rows.of("""
                INSERT INTO person_jobs (tenant_id, id, kind, user_ids, requested_at, due_at)
                VALUES (?, ?, 'ERASURE', '{}', now(), now() + interval '1 day')
                """, tenant, job);

        // When
        Rows.of("""
                UPDATE audit_logs
                SET new_values = NULL, values_salt = NULL, values_erasure = ?, erased_at = now()
                WHERE tenant_id = ?
                """, job, tenant);

        // Then
        assertThat(verify().broken()).isNotNull().satisfies(broken -> assertThat(broken.reason())
                .isEqualTo(Reason.ERASED));

        // When
        Rows.of("""
                INSERT INTO person_job_parts (tenant_id, job_id, position, table_name, part, rows)
                VALUES (?, ?, 1, 'audit_logs', '1-naming', 1)
                """, tenant, job);

        // Then
        assertThat(verify().intact()).isTrue();
    }

    @Test
    void aCopyHoldsWhatIsOfThePersonAndNothingElse() throws IOException {
        // Given
        UUID contact = contact(tenant, null, "Jo Doe", "jo.doe@example.com", null);
        contact(tenant, user, "Somebody", "some@example.com", null);
        contact(neighbour, null, "Jo Doe", "jo.doe@example.com", null);
        strangers(MANY);

        // When
        request(PersonJobRequested.EXPORT, tenant, job);

        // Then
        PersonJobDone outcome = outcome(PersonJobDone.EXPORTED, tenant);
        assertThat(outcome.parts()).contains(new PersonJobDone.Part("contacts", "contact", 1, "EXPORTED", null));
        Path directory = Path.of("target/exports", tenant.toString(), job.toString(), "kit");
        JsonNode manifest =
                new ObjectMapper().readTree(directory.resolve("manifest.json").toFile());
        assertThat(outcome.manifest()).isEqualTo(tenant + "/" + job + "/kit/manifest.json");
        assertThat(manifest.get("files").findValuesAsText("path"))
                .containsExactly("contacts.contact/000001.jsonl.gz", "contacts.visitor/000001.jsonl.gz");
        assertThat(content(directory.resolve("contacts.contact/000001.jsonl.gz")))
                .isEqualTo("{\"id\":\"" + contact
                        + "\",\"name\":\"Jo Doe\",\"email\":\"jo.doe@example.com\",\"phone\":\"+49 1\"}\n");
        assertThat(content(directory.resolve("contacts.visitor/000001.jsonl.gz")))
                .contains("192.0.2.7")
                .doesNotContain("Somebody");
        assertThat(Rows.of("SELECT name FROM contacts WHERE id = ?", contact)).containsExactly("Jo Doe");
    }

    private static String content(Path file) throws IOException {
        try (var content = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void request(String type, UUID ofTenant, UUID id) {
        String salt = "00ff";
        TestEvents.publish(
                "other",
                ofTenant,
                new DomainEvent(
                        "person-job",
                        id,
                        type,
                        new PersonJobRequested(
                                id,
                                List.of(user),
                                salt,
                                digest(salt),
                                InstantSource.system().instant())));
    }

    private static String digest(String salt) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(salt));
            return HexFormat.of()
                    .formatHex(digest.digest(
                            EMAIL.toLowerCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends every connection of the app role, in the middle of whatever it does, once something was looked at. */
    private void interruptWhenBegun() {
        Rows.await(done -> assertThat(done).containsExactly("t"), """
                SELECT coalesce(bool_or(last_key IS NOT NULL OR completed_at IS NOT NULL), false)
                FROM person_job_parts WHERE job_id = ?
                """, job);
        Rows.of("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kit_app'");
    }

    private PersonJobDone outcome(String type, UUID ofTenant) {
        return TestEvents.awaitEvent(
                        "kit",
                        event -> event.type().equals(type) && event.tenantId().equals(ofTenant))
                .payload(PersonJobDone.class);
    }

    private static UUID contact(UUID tenant, UUID user, String name, String email, String remark) {
        UUID id = UUID.randomUUID();
        Rows.of(
                "INSERT INTO contacts VALUES (?, ?, ?, ?, ?, '+49 1', ?, '{\"by\": \"x\"}', '192.0.2.7')",
                id,
                tenant,
                user,
                name,
                email,
                remark);
        return id;
    }

    private void strangers(int count) {
        Rows.of(
                "INSERT INTO contacts (id, tenant_id, name, email) SELECT gen_random_uuid(), ?, 'stranger', n ||"
                        + " '@example.com' FROM generate_series(1, ?) n",
                tenant,
                count);
    }

    private void write(Caller caller, AuditEntry entry) {
        callers.inBackground(caller, () -> transactions.write(tx -> journal.write(tx, entry)))
                .await()
                .atMost(PATIENCE);
    }

    /** A record of what the person did, and from where. */
    private void act(UUID actor, UUID entity) {
        Rows.of("""
                INSERT INTO audit_logs (id, tenant_id, actor_type, actor_id, action, entity_type, entity_id, new_values,
                                        ip_address, user_agent)
                VALUES (gen_random_uuid(), ?, 'USER', ?, 'contact.updated', 'contact', ?, '{"name": "Changed"}',
                        '192.0.2.7', 'Browser of Jo')
                """, tenant, actor, entity);
        awaitSealed();
    }

    private void awaitSealed() {
        Rows.await(
                count -> assertThat(count).containsExactly("0"),
                "SELECT count(*) FROM audit_logs WHERE tenant_id = ? AND seq IS NULL",
                tenant);
    }

    private VerificationResult verify() {
        return callers.inBackground(Caller.NOBODY, () -> verification.verify(tenant))
                .await()
                .atMost(PATIENCE);
    }
}
