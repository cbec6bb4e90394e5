package io.tentabo.kit.crypto;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Re-wraps the data keys of all tenants under the current master key, so that an older one can be retired. The data keys
 * themselves, and every value under them, stay as they are.
 */
@Singleton
public class MasterKeyRotation {

    private static final Logger LOG = Logger.getLogger(MasterKeyRotation.class);

    private static final int BATCH = 200;

    private static final String UNDER_OTHER_KEYS = """
            SELECT tenant_id, version, wrapped_key, master_key_id
            FROM tenant_keys
            WHERE master_key_id <> $1 AND (tenant_id, version) > ($2, $3)
            ORDER BY tenant_id, version
            LIMIT $4
            """;

    // Names the old master key, so that of two processes at work only one changes the row.
    private static final String REPLACE = """
            UPDATE tenant_keys
            SET wrapped_key = $4, master_key_id = $5
            WHERE tenant_id = $1 AND version = $2 AND master_key_id = $3
            """;

    private final MasterKeys masterKeys;
    private final Pool pool;

    MasterKeyRotation(MasterKeys masterKeys, @ReactiveDataSource("background") Pool pool) {
        this.masterKeys = masterKeys;
        this.pool = pool;
    }

    /**
     * How a run ended.
     *
     * @param rewrapped data keys now under the current master key
     * @param unreadable data keys whose master key is not configured any more, or which were altered
     */
    public record Result(int rewrapped, int unreadable) {}

    /** Re-wraps what is not yet under the current master key. May be repeated and interrupted at any point. */
    public Uni<Result> rewrap() {
        Progress progress = new Progress();
        return Multi.createBy()
                .repeating()
                .uni(() -> rewrapBatch(progress))
                .whilst(rows -> rows.size() == BATCH)
                .collect()
                .last()
                .map(ignored -> new Result(progress.rewrapped, progress.unreadable));
    }

    @Scheduled(every = "24h", delayed = "1m", skipExecutionIf = UntilShutdown.class)
    Uni<Void> rewrapDaily() {
        return rewrap().invoke(result -> {
                    if (result.rewrapped() > 0 || result.unreadable() > 0) {
                        LOG.infof(
                                "%d data keys were re-wrapped under the master key '%s', %d could not be read",
                                result.rewrapped(), masterKeys.currentId(), result.unreadable());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<RowSet<Row>> rewrapBatch(Progress progress) {
        return pool.preparedQuery(UNDER_OTHER_KEYS)
                .execute(Tuple.of(masterKeys.currentId(), progress.tenantId, progress.version, BATCH))
                .call(rows -> {
                    List<Tuple> replacements = new ArrayList<>();
                    for (Row row : rows) {
                        progress.tenantId = row.getUUID("tenant_id");
                        progress.version = row.getInteger("version");
                        try {
                            replacements.add(replacement(row));
                        } catch (DecryptionException e) {
                            progress.unreadable++;
                            LOG.errorf(
                                    "Data key %d of tenant %s cannot be re-wrapped: %s",
                                    progress.version, progress.tenantId, e.getMessage());
                        }
                    }
                    progress.rewrapped += replacements.size();
                    return replacements.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : pool.preparedQuery(REPLACE).executeBatch(replacements);
                });
    }

    private Tuple replacement(Row row) {
        UUID tenantId = row.getUUID("tenant_id");
        int version = row.getInteger("version");
        Wrapped old = new Wrapped(
                row.getString("master_key_id"), row.getBuffer("wrapped_key").getBytes());
        Wrapped wrapped = masterKeys.rewrap(old, TenantCrypto.wrappingContext(tenantId, version));
        return Tuple.of(
                tenantId, version, old.masterKeyId(), Buffer.buffer(wrapped.ciphertext()), wrapped.masterKeyId());
    }

    private static final class Progress {
        private UUID tenantId = new UUID(0, 0);
        private int version;
        private int rewrapped;
        private int unreadable;
    }
}
