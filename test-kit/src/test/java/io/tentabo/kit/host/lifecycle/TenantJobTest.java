package io.tentabo.kit.host.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.kit.host.Rows;
import io.tentabo.kit.host.events.NoteEvents;
import io.tentabo.kit.host.events.NoteEvents.NoteWritten;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.TenantExportRequested;
import io.tentabo.model.event.TenantExported;
import io.tentabo.model.event.TenantPurgeRequested;
import io.tentabo.model.event.TenantPurged;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class TenantJobTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXPORTS = Path.of("target/exports");
    private static final int MANY = 10_000;
    private static final int BATCH = 300;
    private static final String NOTES = "SELECT count(*) FROM notes WHERE tenant_id = ?";
    private static final String COMPLETED =
            "SELECT completed_at FROM tenant_jobs WHERE id = ? AND completed_at IS NOT NULL";

    private final UUID tenant = UUID.randomUUID();
    private final UUID neighbour = UUID.randomUUID();
    private final UUID job = UUID.randomUUID();
    private final Instant now = InstantSource.system().instant();

    @Test
    void anExportGoesOnWhereItWasInterruptedAndHoldsEveryRowOnce() throws IOException {
        // Given
        notes(tenant, MANY);
        notes(neighbour, 10);
        Rows.of("INSERT INTO encrypted_samples VALUES (gen_random_uuid(), ?, 1, 'geheim'::bytea)", tenant);

        // When
        requestExport();
        interrupt("1");
        interrupt("5");

        // Then
        Rows.await(times -> assertThat(times).hasSize(1), COMPLETED, job);
        TenantExported outcome = outcome(TenantExported.TYPE, TenantExported.class);
        TenantExported.Table notes = table(outcome, "notes");
        assertThat(notes.rows()).isEqualTo(MANY);
        List<Path> files = files("notes");
        assertThat(files).hasSize(notes.files()).hasSize((MANY + BATCH - 1) / BATCH);
        List<JsonNode> rows =
                files.stream().flatMap(file -> lines(file).stream()).toList();
        assertThat(rows).hasSize(MANY);
        assertThat(rows).extracting(row -> row.get("id").asText()).doesNotHaveDuplicates();
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.get("tenant_id").asText()).isEqualTo(tenant.toString()));
        assertThat(notes.sha256())
                .isEqualTo(sha256(files.stream()
                        .map(file -> sha256(bytes(file)))
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(notes.bytes())
                .isEqualTo(files.stream().mapToLong(file -> bytes(file).length).sum());
        assertThat(files)
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
        assertThat(sha256(bytes(EXPORTS.resolve(outcome.manifest())))).isEqualTo(outcome.sha256());
    }

    @Test
    void aSecretIsNotExportedAndADecimalIsText() {
        // Given
        Rows.of("INSERT INTO encrypted_samples VALUES (gen_random_uuid(), ?, 1, 'geheim'::bytea)", tenant);
        UUID note = UUID.randomUUID();
        Rows.of("INSERT INTO notes (id, tenant_id, text) VALUES (?, ?, 'one')", note, tenant);
        Rows.of("INSERT INTO note_lines VALUES (gen_random_uuid(), ?, ?, 1, 12.50)", tenant, note);

        // When
        requestExport();

        // Then
        Rows.await(times -> assertThat(times).hasSize(1), COMPLETED, job);
        assertThat(files("encrypted_samples").stream().flatMap(file -> lines(file).stream()))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.has("secret")).isFalse();
                    assertThat(row.get("key_version").asInt()).isEqualTo(1);
                });
        assertThat(files("note_lines").stream().flatMap(file -> lines(file).stream()))
                .singleElement()
                .satisfies(row -> assertThat(row.get("amount").textValue()).isEqualTo("12.50"));
    }

    @Test
    void aPurgeLeavesNothingOfItsTenantAndEverythingOfAnother() {
        // Given
        notes(tenant, MANY);
        notes(neighbour, 10);
        Rows.of(
                "INSERT INTO note_lines SELECT gen_random_uuid(), tenant_id, id, 1, 1 FROM notes WHERE tenant_id = ?",
                tenant);
        DomainEvent request = new DomainEvent(
                "tenant", tenant, TenantPurgeRequested.TYPE, new TenantPurgeRequested(job, tenant, now));

        // When
        TestEvents.publish("other", tenant, request);
        interrupt("1");
        TestEvents.publish("other", tenant, request);

        // Then
        Rows.await(times -> assertThat(times).hasSize(1), COMPLETED, job);
        TenantPurged outcome = outcome(TenantPurged.TYPE, TenantPurged.class);
        assertThat(outcome.tables())
                .contains(new TenantPurged.Table("notes", MANY), new TenantPurged.Table("note_lines", MANY));
        List<String> tables = Rows.of("SELECT name FROM tenant_tables WHERE name <> 'outbox'");
        assertThat(tables).contains("notes", "audit_logs", "inbox").allSatisfy(table -> assertThat(
                        Rows.of("SELECT count(*) FROM " + table + " WHERE tenant_id = ?", tenant))
                .containsExactly("0"));
        assertThat(Rows.of(NOTES, neighbour)).containsExactly("10");

        UUID note = UUID.randomUUID();
        TestEvents.publish("other", tenant, written(note));
        TestEvents.publish("other", neighbour, written(note));
        Rows.await(count -> assertThat(count).containsExactly("11"), NOTES, neighbour);
        assertThat(Rows.of(NOTES, tenant)).containsExactly("0");
    }

    private void requestExport() {
        TestEvents.publish(
                "other",
                tenant,
                new DomainEvent(
                        "tenant", tenant, TenantExportRequested.TYPE, new TenantExportRequested(job, tenant, now)));
    }

    /** Ends every connection of the background role, in the middle of whatever it does, once so many batches are done. */
    private void interrupt(String batches) {
        Rows.await(done -> assertThat(done).containsExactly("t"), """
                SELECT coalesce(sum(files) >= ?::int OR sum(rows) >= 300 * ?::int, false)
                FROM tenant_job_tables WHERE job_id = ?
                """, batches, batches, job);
        Rows.of("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kit_background'");
    }

    private <T> T outcome(String type, Class<T> payload) {
        return TestEvents.awaitEvent(
                        "kit",
                        event -> event.type().equals(type) && event.tenantId().equals(tenant))
                .payload(payload);
    }

    private static TenantExported.Table table(TenantExported outcome, String name) {
        return outcome.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static DomainEvent written(UUID note) {
        return new DomainEvent("note", note, NoteEvents.TYPE, new NoteWritten("late"));
    }

    private static void notes(UUID tenant, int count) {
        Rows.of(
                "INSERT INTO notes (id, tenant_id, text) SELECT gen_random_uuid(), ?, 'note ' || n FROM"
                        + " generate_series(1, ?) n",
                tenant,
                count);
    }

    private List<Path> files(String table) {
        Path directory = EXPORTS.resolve(tenant.toString())
                .resolve(job.toString())
                .resolve("kit")
                .resolve(table);
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> lines(Path file) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readTree(line));
            }
            assertThat(lines).hasSizeLessThanOrEqualTo(BATCH);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
