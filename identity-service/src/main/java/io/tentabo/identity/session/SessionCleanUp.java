package io.tentabo.identity.session;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.kit.tenancy.OldRows;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes sessions that have been over for long, with their refresh tokens, which are many: one for each refresh. */
@ApplicationScoped
class SessionCleanUp {

    /** Of sessions; of tokens up to some thousand times as many. */
    private static final int BATCH = 100;

    private static final String DELETE = """
            DELETE FROM sessions
            WHERE id IN (
                SELECT id
                FROM sessions
                WHERE expires_at < now() - make_interval(secs => $1)
                ORDER BY expires_at
                LIMIT $2
            )
            """;

    private final Pool background;
    private final IdentityConfig.Session config;

    SessionCleanUp(@ReactiveDataSource("background") Pool background, IdentityConfig config) {
        this.background = background;
        this.config = config.session();
    }

    @Scheduled(
            every = "1h",
            delayed = "10m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> deleteOld() {
        return OldRows.delete(background, DELETE, config.retention(), BATCH);
    }
}
