package io.tentabo.kit.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.Caller;
import io.tentabo.test.TentaboInfrastructure;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several transactions at once, on many contexts or on one. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class ConcurrentTransactionsTest extends TransactionFixture {

    /** More than the pool has connections, so that every one of them is used again and again. */
    private static final int CALLERS = 400;

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
}
