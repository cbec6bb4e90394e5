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
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.security.RowScope;
import io.tentabo.model.Ids;
import io.tentabo.test.TentaboInfrastructure;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class TransactionsTest extends TransactionFixture {

    private static final String SETTINGS = """
            SELECT concat_ws('|', current_setting('app.tenant_id', true), current_setting('app.user_id', true),
                   current_setting('app.scope', true), current_setting('app.partner_id', true)) AS text
            """;

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

    private static <T> Uni<Void> cancelSoon(Uni<T> work) {
        return work.replaceWithVoid()
                .ifNoItem()
                .after(Duration.ofMillis(5))
                .fail()
                .onFailure()
                .recoverWithNull();
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
