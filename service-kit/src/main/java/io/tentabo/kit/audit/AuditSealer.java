package io.tentabo.kit.audit;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Puts committed audit records into their tenant's hash chain, in short batches behind the writers.
 *
 * <p>Writers of a tenant never wait for each other: the order of a chain is decided here. Every process runs a sealer;
 * an advisory lock lets one of them work per schema at a time. Until a record is sealed its removal cannot be noticed:
 * {@link AuditBacklog} shows how many records that concerns and for how long.
 */
@ApplicationScoped
class AuditSealer {

    private static final Logger LOG = Logger.getLogger(AuditSealer.class);

    private static final int SALT_BYTES = 16;

    private static final String TRY_LOCK =
            "SELECT pg_try_advisory_xact_lock(hashtext('tentabo.audit'), hashtext(current_schema())) AS locked";

    private static final String UNSEALED = """
            SELECT %s
            FROM audit_logs
            WHERE seq IS NULL
            ORDER BY created_at, id
            LIMIT $1
            """.formatted(ChainForm.COLUMNS);

    private static final String HEADS = "SELECT tenant_id, seq, hash FROM audit_chains WHERE tenant_id = ANY($1)";

    private static final String SEAL = """
            UPDATE audit_logs
            SET seq = $4, form = $5, values_salt = $6, values_digest = $7, origin_salt = $8, origin_digest = $9,
                prev_hash = $10, hash = $11
            WHERE tenant_id = $1 AND created_at = $2 AND id = $3 AND seq IS NULL
            """;

    private static final String MOVE_HEAD = """
            INSERT INTO audit_chains (tenant_id, seq, hash)
            VALUES ($1, $2, $3)
            ON CONFLICT (tenant_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, sealed_at = now()
            """;

    private final AuditConfig.Sealing config;
    private final Pool pool;
    private final Vertx vertx;
    private final SecureRandom random = new SecureRandom();
    private volatile boolean isStopping;
    private boolean isFailing;

    AuditSealer(AuditConfig config, @ReactiveDataSource("background") Pool pool, Vertx vertx) {
        this.config = config.sealing();
        this.pool = pool;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent ignored) {
        isStopping = false;
        if (config.enabled()) {
            scheduleNext();
        }
    }

    void stop(@Observes ShutdownEvent ignored) {
        isStopping = true;
    }

    /** Seals until no committed record is left, and answers how many it sealed; none when another process works. */
    Uni<Integer> sealAll() {
        return Multi.createBy()
                .repeating()
                .uni(this::sealBatch)
                .whilst(count -> count == config.batchSize() && !isStopping)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private void scheduleNext() {
        if (!isStopping) {
            vertx.setTimer(config.interval().toMillis(), ignored -> sealAll()
                    .onTermination()
                    .invoke(this::scheduleNext)
                    .subscribe()
                    .with(count -> isFailing = false, this::report));
        }
    }

    /** One line when sealing begins to fail; the growing backlog shows the rest. */
    private void report(Throwable failure) {
        if (!isFailing && !isStopping) {
            LOG.warn("Audit records cannot be sealed at present", failure);
        }
        isFailing = true;
    }

    private Uni<Integer> sealBatch() {
        return pool.withTransaction(connection -> connection
                .query(TRY_LOCK)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("locked"))
                .chain(locked ->
                        locked ? unsealed(connection) : Uni.createFrom().item(List.<ChainForm>of()))
                .chain(records -> records.isEmpty()
                        ? Uni.createFrom().item(0)
                        : heads(connection, records).chain(heads -> seal(connection, records, heads))));
    }

    private Uni<List<ChainForm>> unsealed(SqlConnection connection) {
        return connection
                .preparedQuery(UNSEALED)
                .execute(Tuple.of(config.batchSize()))
                .map(rows -> rows.stream().map(ChainForm::of).toList());
    }

    private static Uni<Map<UUID, ChainHead>> heads(SqlConnection connection, List<ChainForm> records) {
        UUID[] tenants = records.stream().map(ChainForm::tenantId).distinct().toArray(UUID[]::new);
        return connection.preparedQuery(HEADS).execute(Tuple.of(tenants)).map(rows -> {
            Map<UUID, ChainHead> heads = new HashMap<>();
            for (Row row : rows) {
                heads.put(row.getUUID("tenant_id"), ChainHead.of(row));
            }
            return heads;
        });
    }

    /** Chains the records to their tenants' heads. Both statements travel in one flight. */
    private Uni<Integer> seal(SqlConnection connection, List<ChainForm> records, Map<UUID, ChainHead> heads) {
        Map<UUID, ChainHead> moved = new HashMap<>();
        List<Tuple> seals = new ArrayList<>(records.size());
        for (ChainForm form : records) {
            ChainHead head = moved.getOrDefault(form.tenantId(), heads.getOrDefault(form.tenantId(), ChainHead.NONE));
            byte[] valuesSalt = salt();
            byte[] values = form.valuesDigest(valuesSalt);
            byte[] originSalt = salt();
            byte[] origin = form.originDigest(originSalt);
            ChainHead next = new ChainHead(head.seq() + 1, form.hash(head.hash(), head.seq() + 1, values, origin));
            moved.put(form.tenantId(), next);
            seals.add(Tuple.of(form.tenantId(), form.createdAt(), form.id())
                    .addLong(next.seq())
                    .addShort(ChainForm.VERSION)
                    .addValue(Buffer.buffer(valuesSalt))
                    .addValue(Buffer.buffer(values))
                    .addValue(Buffer.buffer(originSalt))
                    .addValue(Buffer.buffer(origin))
                    .addValue(Buffer.buffer(head.hash()))
                    .addValue(Buffer.buffer(next.hash())));
        }
        List<Tuple> headRows = moved.entrySet().stream()
                .map(entry -> Tuple.of(
                        entry.getKey(),
                        entry.getValue().seq(),
                        Buffer.buffer(entry.getValue().hash())))
                .toList();
        return Uni.combine()
                .all()
                .unis(
                        connection.preparedQuery(SEAL).executeBatch(seals).map(AuditSealer::updated),
                        connection.preparedQuery(MOVE_HEAD).executeBatch(headRows))
                .collectFailures()
                .with((count, ignored) -> {
                    if (count != records.size()) {
                        throw new IllegalStateException("Of " + records.size() + " records only " + count
                                + " could be sealed; nothing was changed");
                    }
                    return count;
                });
    }

    private byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    private static int updated(RowSet<Row> results) {
        int updated = 0;
        for (RowSet<Row> result = results; result != null; result = result.next()) {
            updated += result.rowCount();
        }
        return updated;
    }
}
