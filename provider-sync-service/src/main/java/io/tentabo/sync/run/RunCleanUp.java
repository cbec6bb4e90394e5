package io.tentabo.sync.run;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.OldRows;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.tentabo.sync.SyncConfig;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes runs that have grown old, with their errors. One that is under way stays, however long it takes. */
@ApplicationScoped
class RunCleanUp {

    private static final int BATCH = 1_000;

    private static final String DELETE = """
            DELETE FROM sync_runs
            WHERE id = ANY (ARRAY(
                SELECT id
                FROM sync_runs
                WHERE finished_at < now() - make_interval(secs => $1)
                ORDER BY finished_at
                LIMIT $2))
            """;

    private final Pool background;
    private final SyncConfig config;

    RunCleanUp(@ReactiveDataSource("background") Pool background, SyncConfig config) {
        this.background = background;
        this.config = config;
    }

    @Scheduled(every = "1h", concurrentExecution = ConcurrentExecution.SKIP, skipExecutionIf = UntilShutdown.class)
    Uni<Void> deleteOld() {
        return OldRows.delete(background, DELETE, config.runRetention(), BATCH);
    }
}
