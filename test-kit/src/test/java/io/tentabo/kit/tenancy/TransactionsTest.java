package io.tentabo.kit.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.tentabo.kit.host.Note;
import io.tentabo.kit.security.ActorType;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.security.RowScope;
import io.tentabo.model.Ids;
import io.tentabo.test.TentaboInfrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class TransactionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** More than the pool has connections, so that every one of them is used again and again. */
    private static final int CALLERS = 400;

    private static final String NOTES = "SELECT text FROM notes ORDER BY created_at, id";
    private static final String SETTINGS = """
            SELECT concat_ws('|', current_setting('app.tenant_id', true), current_setting('app.user_id', true),
                   current_setting('app.scope', true), current_setting('app.partner_id', true)) AS text
            """;

    @Inject
    Transactions transactions;

    @Inject
    CallerContext callers;

    @Inject
    io.vertx.mutiny.sqlclient.Pool pool;

    @Test
    void aTransactionWithoutACallerSeesNothing() {
        // Given
        write(tenant(), "secret");

        // When
        List<String> seenAtOnce = as(Caller.NOBODY, () -> texts(transactions.read(NOTES, Tuple.tuple())));
        List<String> seenInTransaction = as(Caller.NOBODY, () -> transactions.read(tx -> texts(tx.query(NOTES))));

        // Then
        assertThat(seenAtOnce).isEmpty();
        assertThat(seenInTransaction).isEmpty();
    }

    @Test
    void aTransactionWithoutACallerWritesNothing() {
        assertThatThrownBy(() -> write(Caller.NOBODY, tenant().requireTenantId(), "smuggled"))
                .hasMessageContaining("row-level security");
    }

    @Test
    void nobodyWritesIntoAnotherTenant() {
        assertThatThrownBy(() -> write(tenant(), tenant().requireTenantId(), "smuggled"))
                .hasMessageContaining("row-level security");
    }

    @Test
    void aStatementOutsideATransactionSeesNothing() {
        // Given
        Caller caller = tenant();
        write(caller, "secret");

        // When
        List<String> seen = as(caller, () -> texts(pool.query(NOTES).execute()));

        // Then
        assertThat(seen).isEmpty();
    }

    @Test
    void settingsDoNotOutliveTheirTransaction() {
        // Given
        Caller caller = partnerOf(tenant());
        for (int i = 0; i < 40; i++) {
            as(caller, () -> transactions.write(tx -> tx.query("SELECT 1").replaceWithVoid()));
            as(caller, () -> transactions.read(tx -> tx.query("SELECT 1").replaceWithVoid()));
            assertThatThrownBy(() -> as(caller, () -> transactions.write(tx -> tx.query("SELECT 1 / 0"))))
                    .hasMessageContaining("division by zero");
        }

        // When
        List<String> left = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            left.addAll(as(caller, () -> texts(pool.query(SETTINGS).execute())));
            left.addAll(as(Caller.NOBODY, () -> texts(transactions.read(SETTINGS, Tuple.tuple()))));
        }

        // Then
        assertThat(left).allSatisfy(settings -> assertThat(settings)
                .doesNotContain(caller.requireTenantId().toString())
                .doesNotContain(String.valueOf(caller.partnerId())));
    }

    @Test
    void plainSqlAndTheSessionShareOneTransaction() {
        // Given
        Caller caller = tenant();

        // When
        List<String> seen = as(
                caller,
                () -> transactions.write(tx -> tx.session()
                        .persist(new Note(Ids.next(), caller.requireTenantId(), "uncommitted"))
                        .chain(() -> tx.session().flush())
                        .chain(() -> texts(tx.query(NOTES)))));

        // Then
        assertThat(seen).containsExactly("uncommitted");
    }

    @Test
    void whatFailsIsRolledBackInSessionAndPlainSql() {
        // Given
        Caller caller = tenant();

        // When
        assertThatThrownBy(() -> as(
                        caller,
                        () -> transactions.write(tx -> tx.session()
                                .persist(new Note(Ids.next(), caller.requireTenantId(), "from the session"))
                                .chain(() -> tx.session().flush())
                                .chain(() -> insert(tx, "from SQL"))
                                .chain(() -> Uni.createFrom().failure(new IllegalStateException("refused"))))))
                .hasMessage("refused");

        // Then
        assertThat(notesOf(caller)).isEmpty();
    }

    @Test
    void aCallInsideATransactionJoinsIt() {
        // Given
        Caller caller = tenant();

        // When
        assertThatThrownBy(() -> as(
                        caller,
                        () -> transactions.write(outer -> transactions
                                .write(inner -> insert(inner, "inner"))
                                .chain(() -> transactions.read(inner -> texts(inner.query(NOTES))))
                                .invoke(seen -> assertThat(seen).containsExactly("inner"))
                                .chain(() -> Uni.createFrom().failure(new IllegalStateException("outer"))))))
                .hasMessage("outer");

        // Then
        assertThat(notesOf(caller)).isEmpty();
    }

    @Test
    void aReadingTransactionCannotWrite() {
        // Given
        Caller caller = tenant();

        // Then
        assertThatThrownBy(() -> as(caller, () -> transactions.read(tx -> insert(tx, "written"))))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> as(
                        caller,
                        () -> transactions.read(
                                "INSERT INTO notes (id, tenant_id, text) VALUES ($1, $2, 'written') RETURNING text",
                                Tuple.of(Ids.next(), caller.requireTenantId()))))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("read-only");
        assertThatThrownBy(() ->
                        as(caller, () -> transactions.read(tx -> transactions.write(inner -> insert(inner, "w")))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(notesOf(caller)).isEmpty();
    }

    @Test
    void aFailedReadGivesItsConnectionBackClean() {
        // Given
        Caller caller = tenant();
        write(caller, "kept");

        // When
        for (int i = 0; i < 60; i++) {
            assertThatThrownBy(() -> as(caller, () -> transactions.read("SELECT 1 / 0", Tuple.tuple())))
                    .isInstanceOf(PgException.class);
            assertThatThrownBy(() -> as(caller, () -> transactions.read("SELECT no_such_column", Tuple.tuple())))
                    .isInstanceOf(PgException.class);
            assertThatThrownBy(() -> as(caller, () -> transactions.read(tx -> tx.query("SELECT 1 / 0"))))
                    .isInstanceOf(PgException.class);
        }

        // Then
        for (int i = 0; i < 40; i++) {
            assertThat(notesOf(caller)).containsExactly("kept");
        }
    }

    @Test
    void aCancelledTransactionGivesItsConnectionBack() {
        // Given
        Caller caller = tenant();
        for (int i = 0; i < 40; i++) {
            Cancellable read = callers.inBackground(
                            caller, () -> cancelSoon(transactions.read(tx -> tx.query("SELECT pg_sleep(0.05)"))))
                    .subscribe()
                    .with(ignored -> {}, ignored -> {});
            read.cancel();
            as(caller, () -> cancelSoon(transactions.write(tx -> tx.query("SELECT pg_sleep(0.02)"))));
        }

        // When
        List<String> seen = notesOf(caller);

        // Then
        assertThat(seen).isEmpty();
    }

    @Test
    void whatFollowsACommitDoesNotRunWithoutIt() {
        // Given
        Caller caller = tenant();
        AtomicBoolean afterFailure = new AtomicBoolean();
        AtomicBoolean afterCommit = new AtomicBoolean();

        // When
        assertThatThrownBy(() -> as(
                        caller,
                        () -> transactions.write(tx -> {
                            tx.afterCommit(() -> afterFailure.set(true));
                            return tx.query("SELECT 1 / 0");
                        })))
                .isInstanceOf(PgException.class);
        as(
                caller,
                () -> transactions.write(tx -> {
                    tx.afterCommit(() -> afterCommit.set(true));
                    return insert(tx, "committed");
                }));

        // Then
        assertThat(afterFailure).isFalse();
        assertThat(afterCommit).isTrue();
    }

    @Test
    void concurrentCallersOfDifferentTenantsNeverMix() throws Exception {
        // Given
        List<Caller> tenants =
                IntStream.range(0, CALLERS).mapToObj(i -> tenant()).toList();

        // When
        List<List<String>> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<String>>> work = new ArrayList<>();
            for (Caller caller : tenants) {
                work.add(() -> {
                    write(caller, "of " + caller.tenantId());
                    List<String> all = new ArrayList<>(notesOf(caller));
                    all.addAll(as(caller, () -> transactions.read(tx -> texts(tx.query(NOTES)))));
                    all.addAll(as(caller, () -> transactions.write(tx -> texts(tx.query(NOTES)))));
                    return all;
                });
            }
            for (Future<List<String>> future : threads.invokeAll(work)) {
                seen.add(future.get());
            }
        }

        // Then
        for (int i = 0; i < CALLERS; i++) {
            String own = "of " + tenants.get(i).tenantId();
            assertThat(seen.get(i)).containsExactly(own, own, own);
        }
    }

    @Test
    void twoTransactionsOpenedAtOnceOnOneContextAreRefused() {
        // Given
        Caller caller = tenant();
        Supplier<Uni<List<String>>> write = () -> transactions.write(tx -> texts(tx.query(NOTES)));
        Supplier<Uni<List<String>>> read = () -> transactions.read(tx -> texts(tx.query(NOTES)));

        // Then
        for (var second : List.of(write, read)) {
            assertThatThrownBy(() -> as(
                            caller,
                            () -> Uni.join().all(write.get(), second.get()).andCollectFailures()))
                    .hasStackTraceContaining("Another transaction is being opened");
        }
        assertThat(notesOf(caller)).isEmpty();
    }

    @Test
    void queriesInOneFlightMayRunAtOnceEachAsItsOwnCaller() {
        // Given
        Caller one = tenant();
        Caller other = tenant();
        write(one, "of one");
        write(other, "of the other");

        // When
        List<List<String>> seen = as(one, () -> Uni.join()
                .all(
                        texts(transactions.read(NOTES, Tuple.tuple())),
                        callers.as(other, () -> texts(transactions.read(NOTES, Tuple.tuple()))))
                .andCollectFailures());

        // Then
        assertThat(seen).containsExactly(List.of("of one"), List.of("of the other"));
    }

    @Test
    void nobodyJoinsTheTransactionOfAnotherCaller() {
        // Given
        Caller one = tenant();
        Caller other = tenant();
        write(one, "of one");

        // Then
        assertThatThrownBy(() -> as(
                        one,
                        () -> transactions.read(
                                tx -> callers.as(other, () -> texts(transactions.read(NOTES, Tuple.tuple()))))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another caller");
        assertThatThrownBy(() -> as(
                        one,
                        () -> transactions.write(
                                tx -> callers.as(other, () -> transactions.write(inner -> insert(inner, "smuggled"))))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(notesOf(one)).containsExactly("of one");
        assertThat(notesOf(other)).isEmpty();
    }

    @Test
    void aTransactionThatHasEndedRunsNothingMore() {
        // Given
        Caller caller = tenant();
        List<Transaction> ended = new ArrayList<>();

        // Then
        assertThatThrownBy(() -> as(caller, () -> transactions
                        .read(tx -> {
                            ended.add(tx);
                            return tx.query(NOTES);
                        })
                        .chain(() -> ended.getFirst().query(NOTES))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has ended");
    }

    private static <T> Uni<Void> cancelSoon(Uni<T> work) {
        return work.replaceWithVoid()
                .ifNoItem()
                .after(Duration.ofMillis(5))
                .fail()
                .onFailure()
                .recoverWithNull();
    }

    private void write(Caller caller, String text) {
        write(caller, caller.requireTenantId(), text);
    }

    private void write(Caller caller, UUID tenant, String text) {
        as(caller, () -> transactions.write(tx -> tx.session().persist(new Note(Ids.next(), tenant, text))));
    }

    private static Uni<Integer> insert(Transaction tx, String text) {
        return tx.update(
                "INSERT INTO notes (id, tenant_id, text) VALUES ($1, $2, $3)",
                Tuple.of(Ids.next(), tx.caller().requireTenantId(), text));
    }

    private List<String> notesOf(Caller caller) {
        return as(caller, () -> texts(transactions.read(NOTES, Tuple.tuple())));
    }

    private static Uni<List<String>> texts(Uni<RowSet<Row>> rows) {
        return rows.map(set -> {
            List<String> texts = new ArrayList<>();
            set.forEach(row -> texts.add(row.getString("text")));
            return texts;
        });
    }

    private <T> T as(Caller caller, Supplier<Uni<T>> work) {
        return callers.inBackground(caller, work).await().atMost(PATIENCE);
    }

    private static Caller tenant() {
        return Caller.system(UUID.randomUUID());
    }

    private static Caller partnerOf(Caller tenant) {
        return new Caller(
                tenant.tenantId(),
                UUID.randomUUID(),
                ActorType.USER,
                RowScope.PARTNER,
                Set.of(),
                Set.of(),
                UUID.randomUUID(),
                null,
                null,
                RequestOrigin.INTERNAL);
    }
}
