package io.tentabo.kit.host.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.host.Rows;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.outbox.Outbox;
import io.tentabo.kit.security.ActorType;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestEvents.Published;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class OutboxTest {

    private static final String TYPE = "io.tentabo.kit.note.written.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SILENCE = Duration.ofMillis(700);

    private static final String RELAY = """
            SELECT l.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND a.usename = 'kit_background'
              AND l.classid::bigint = hashtext('tentabo.outbox')::bigint & 4294967295
            """;

    @Inject
    CallerContext callerContext;

    @Inject
    Transactions transactions;

    @Inject
    Outbox outbox;

    /** A payload. */
    public record NoteWritten(int number) {}

    @Test
    void anEventOfACommittedTransactionIsPublishedAsACloudEvent() {
        // Given
        UUID tenant = UUID.randomUUID();
        UUID user = UUID.randomUUID();
        UUID note = UUID.randomUUID();
        Caller caller = new Caller(
                tenant,
                user,
                ActorType.USER,
                RowScope.TENANT,
                Set.of(),
                Set.of(),
                null,
                null,
                null,
                new RequestOrigin(null, null, "request-7"));

        // When
        commit(caller, event(note, 1));

        // Then
        Published published = TestEvents.awaitEvent("kit", note, TYPE);
        assertThat(published.tenantId()).isEqualTo(tenant);
        assertThat(published.payload().get("number").intValue()).isEqualTo(1);
        assertThat(published.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "/kit")
                .containsEntry("ce_subject", note.toString())
                .containsEntry("ce_requestid", "request-7")
                .containsEntry("ce_actorid", user.toString())
                .containsEntry("content-type", "application/json")
                .containsKeys("ce_id", "ce_time");
        Rows.await(left -> assertThat(left).isEmpty(), "SELECT id FROM outbox WHERE aggregateid = ?", note);
    }

    @Test
    void aRolledBackTransactionPublishesNothing() {
        // Given
        UUID note = UUID.randomUUID();
        Caller caller = Caller.system(UUID.randomUUID());

        // When
        Uni<Void> rolledBack = callerContext.inBackground(
                caller,
                () -> transactions.write(tx -> outbox.publish(tx, event(note, 1))
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("changed its mind")))));

        // Then
        assertThatThrownBy(() -> rolledBack.await().atMost(PATIENCE)).hasMessage("changed its mind");
        commit(caller, event(note, 2));
        TestEvents.awaitEvent("kit", note, TYPE);
        assertThat(numbers(note)).containsExactly(2);
    }

    @Test
    void eventsOfAnAggregateArriveInTheOrderOfTheirTransactions() {
        // Given
        Caller caller = Caller.system(UUID.randomUUID());
        List<UUID> notes =
                IntStream.range(0, 8).mapToObj(i -> UUID.randomUUID()).toList();

        // When
        Multi.createFrom()
                .iterable(notes)
                .onItem()
                .transformToUniAndMerge(note -> Multi.createFrom()
                        .range(0, 60)
                        .onItem()
                        .transformToUniAndConcatenate(number -> publish(caller, event(note, number)))
                        .collect()
                        .last())
                .collect()
                .last()
                .await()
                .atMost(PATIENCE);

        // Then
        notes.forEach(note -> awaitNumber(note, 59));
        for (UUID note : notes) {
            assertThat(numbers(note)).containsExactlyElementsOf(range(0, 60));
        }
    }

    @Test
    void aRelayThatDiesBetweenPublishingAndDeletingLosesNothingAndKeepsTheOrder() throws SQLException {
        // Given
        UUID note = UUID.randomUUID();
        Caller caller = Caller.system(UUID.randomUUID());
        try (Connection superuser = TestDatabase.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION wait_for_test() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$;
                    GRANT EXECUTE ON FUNCTION wait_for_test() TO kit_background;
                    CREATE TRIGGER wait_for_test BEFORE DELETE ON outbox EXECUTE FUNCTION wait_for_test();
                    SELECT pg_advisory_lock(4711);
                    """);

            // When
            commit(caller, event(note, 0), event(note, 1), event(note, 2));
            awaitNumber(note, 2);
            List<String> killed = Rows.of("SELECT pg_terminate_backend(pid) FROM (" + RELAY + ") AS relay");
            statement.execute("SELECT pg_advisory_unlock(4711); DROP FUNCTION wait_for_test() CASCADE");

            // Then
            assertThat(killed).containsExactly("t");
        }
        commit(caller, event(note, 3));
        awaitNumber(note, 3);
        assertThat(numbers(note)).containsExactly(0, 1, 2, 0, 1, 2, 3);
        assertThat(TestEvents.eventsOf("kit", note, SILENCE).stream()
                        .map(Published::id)
                        .distinct())
                .as("the second publication carries the same ids")
                .hasSize(4);
    }

    @Test
    void aStandbyCallsTheLeaderAndTakesOverWhenItIsGone() throws Exception {
        // Given
        UUID note = UUID.randomUUID();
        Caller caller = Caller.system(UUID.randomUUID());
        try (Connection leader = TestDatabase.background();
                Statement statement = leader.createStatement()) {
            CompletableFuture<Boolean> elected = CompletableFuture.supplyAsync(() -> execute(
                    statement, "SELECT pg_advisory_lock(hashtext('tentabo.outbox'), hashtext(current_schema()))"));
            Rows.await(
                    waiting -> assertThat(waiting).hasSize(1),
                    "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
            Rows.of("SELECT pg_terminate_backend(pid) FROM (" + RELAY + ") AS relay");
            elected.get(5, TimeUnit.SECONDS);
            statement.execute("LISTEN kit_outbox");

            // When
            commit(caller, event(note, 1));

            // Then
            assertThat(leader.unwrap(PGConnection.class).getNotifications(5_000))
                    .extracting(PGNotification::getName)
                    .contains("kit_outbox");
            assertThat(Rows.of("SELECT type FROM outbox WHERE aggregateid = ?", note))
                    .as("a standby publishes nothing")
                    .containsExactly(TYPE);
        }
        awaitNumber(note, 1);
        assertThat(Rows.of(RELAY)).hasSize(1);
    }

    private static boolean execute(Statement statement, String sql) {
        try {
            return statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void exactlyOneRelayLeads() {
        // When
        List<String> leaders = Rows.of(RELAY);

        // Then
        assertThat(leaders).hasSize(1);
    }

    @Test
    void theServiceWritesEventsOfItsOwnTenantAndReadsNone() throws SQLException {
        // Given
        UUID tenant = UUID.randomUUID();
        String insert = """
                INSERT INTO outbox (id, tenant_id, aggregatetype, aggregateid, type, payload)
                VALUES (gen_random_uuid(), '%s', 'note', gen_random_uuid(), 'x', '{}')
                """;
        try (Connection app = TestDatabase.app();
                Statement statement = app.createStatement()) {
            app.setAutoCommit(false);
            statement.execute("SELECT set_config('app.tenant_id', '" + tenant + "', true)");
            var savepoint = app.setSavepoint();

            // Then
            assertThatThrownBy(() -> statement.execute(insert.formatted(UUID.randomUUID())))
                    .hasMessageContaining("row-level security");
            app.rollback(savepoint);
            assertThatThrownBy(() -> statement.execute("SELECT * FROM outbox"))
                    .hasMessageContaining("permission denied");
            app.rollback(savepoint);
            assertThatThrownBy(() -> statement.execute("DELETE FROM outbox")).hasMessageContaining("permission denied");
            app.rollback(savepoint);
            assertThat(statement.executeUpdate(insert.formatted(tenant))).isOne();
            app.rollback();
        }
    }

    @Test
    void aPayloadThatTheBrokerWouldRefuseFailsTheTransaction() {
        // Given
        Caller caller = Caller.system(UUID.randomUUID());
        DomainEvent huge = new DomainEvent("note", UUID.randomUUID(), TYPE, "x".repeat(600_000));

        // When
        Uni<Void> published = publish(caller, huge);

        // Then
        assertThatThrownBy(() -> published.await().atMost(PATIENCE)).hasStackTraceContaining("ck_outbox_payload_size");
    }

    private static DomainEvent event(UUID note, int number) {
        return new DomainEvent("note", note, TYPE, new NoteWritten(number));
    }

    private void commit(Caller caller, DomainEvent... events) {
        publish(caller, events).await().atMost(PATIENCE);
    }

    private Uni<Void> publish(Caller caller, DomainEvent... events) {
        return callerContext.inBackground(caller, () -> transactions.write(tx -> outbox.publish(tx, events)));
    }

    private static void awaitNumber(UUID note, int number) {
        TestEvents.awaitEvent(
                "kit",
                event -> event.key().equals(note.toString())
                        && event.payload().get("number").intValue() == number);
    }

    private static List<Integer> numbers(UUID note) {
        return TestEvents.eventsOf("kit", note, SILENCE).stream()
                .map(Published::payload)
                .map(payload -> payload.get("number"))
                .map(JsonNode::intValue)
                .toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
