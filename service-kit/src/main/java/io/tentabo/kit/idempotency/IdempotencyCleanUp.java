package io.tentabo.kit.idempotency;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes stored answers after their retention of 24 hours, which row-level security enforces as well. */
@ApplicationScoped
public class IdempotencyCleanUp {

    private static final int BATCH = 5_000;

    private static final String DELETE = """
            DELETE FROM idempotency_keys
            WHERE (tenant_id, scope_hash) IN (
                SELECT tenant_id, scope_hash
                FROM idempotency_keys
                WHERE created_at < now() - interval '24 hours'
                ORDER BY created_at
                LIMIT $1
            )
            """;

    private final Pool pool;

    IdempotencyCleanUp(@ReactiveDataSource("background") Pool pool) {
        this.pool = pool;
    }

    /** Short transactions, so that requests never wait for a long one. */
    @Scheduled(
            every = "1h",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    public Uni<Void> deleteExpired() {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.of(BATCH))
                .map(RowSet::rowCount)
                .chain(deleted -> deleted < BATCH ? Uni.createFrom().voidItem() : deleteExpired());
    }
}
