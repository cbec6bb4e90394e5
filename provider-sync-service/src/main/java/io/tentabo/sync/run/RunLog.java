package io.tentabo.sync.run;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.problem.ConstraintViolations;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import io.tentabo.sync.SyncConfig;
import io.tentabo.sync.provider.ProviderSession.Usage;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the log of runs. */
@ApplicationScoped
public class RunLog {

    private static final String CLOSE_DEAD = """
            UPDATE sync_runs
            SET status = 'FAILED', finished_at = now(), error = 'The run was interrupted.'
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1 AND status = 'RUNNING'
              AND heartbeat_at < now() - make_interval(secs => $2)
            """;
    private static final String START = """
            INSERT INTO sync_runs (id, tenant_id, connection_id, sync_type, entity_type, direction, status, watermark_from)
            VALUES ($1, $2, $3, $4, 'LEAD', $5, 'RUNNING', $6)
            """;
    private static final String BEAT = """
            UPDATE sync_runs
            SET heartbeat_at = now(), records_read = $2, records_written = $3, records_skipped = $4, records_failed = $5
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            """;
    private static final String FINISH = """
            UPDATE sync_runs
            SET status = $2, records_read = $3, records_written = $4, records_skipped = $5, records_failed = $6,
                requests = $7, tokens = $8, throttled_ms = $9, watermark_to = $10, error = $11, finished_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            """;
    private static final String ERROR = """
            INSERT INTO sync_errors (id, tenant_id, run_id, external_id, internal_id, reason)
            SELECT $1, r.tenant_id, r.id, $3, $4, $5
            FROM sync_runs r
            WHERE r.tenant_id = (SELECT current_tenant()) AND r.id = $2
            """;

    private final Transactions transactions;
    private final SyncConfig config;

    RunLog(Transactions transactions, SyncConfig config) {
        this.transactions = transactions;
        this.config = config;
    }

    /** Starts a reading; 409 while another reads the same, wherever it runs. */
    public Uni<UUID> startPull(Transaction tx, UUID connectionId, SyncType type, @Nullable Instant watermark) {
        return tx.update(CLOSE_DEAD, Tuple.of(connectionId, SqlTime.seconds(config.runTimeout())))
                .chain(() -> start(tx, connectionId, type, "PULL", watermark))
                .onFailure(ConstraintViolations.violates("uq_sync_runs_running"))
                .transform(failure -> RunProblems.ALREADY_RUNNING.with("Wait until the present run has finished."));
    }

    public Uni<UUID> startPush(UUID connectionId) {
        return transactions.write(tx -> start(tx, connectionId, SyncType.INCREMENTAL, "PUSH", null));
    }

    private Uni<UUID> start(
            Transaction tx, UUID connectionId, SyncType type, String direction, @Nullable Instant watermark) {
        UUID id = Ids.next();
        return tx.update(
                        START,
                        Tuple.from(Arrays.asList(
                                id,
                                tx.caller().requireTenantId(),
                                connectionId,
                                type.name(),
                                direction,
                                SqlTime.of(watermark))))
                .replaceWith(id);
    }

    /** Shows that a run is alive, and how far it is. */
    public Uni<Void> beat(UUID runId, RunCounts counts) {
        return transactions
                .write(tx -> tx.update(
                        BEAT, Tuple.of(runId, counts.records(), counts.writes(), counts.skips(), counts.failures())))
                .replaceWithVoid();
    }

    /** Ends a run; {@code error} says why it broke off, null when it did not. */
    public Uni<Void> finish(
            Transaction tx,
            UUID runId,
            RunCounts counts,
            Usage usage,
            @Nullable Instant watermark,
            @Nullable String error) {
        return tx.update(
                        FINISH,
                        Tuple.from(Arrays.asList(
                                runId,
                                counts.status(error != null),
                                counts.records(),
                                counts.writes(),
                                counts.skips(),
                                counts.failures(),
                                usage.requests(),
                                usage.tokens(),
                                usage.throttledMillis(),
                                SqlTime.of(watermark),
                                error)))
                .replaceWithVoid();
    }

    /** Notes why a record could not be read or written. */
    public Uni<Void> error(UUID runId, @Nullable String externalId, @Nullable UUID internalId, String reason) {
        return transactions
                .write(tx ->
                        tx.update(ERROR, Tuple.from(Arrays.asList(Ids.next(), runId, externalId, internalId, reason))))
                .replaceWithVoid();
    }
}
