package io.tentabo.kit.crypto;

import io.quarkus.arc.All;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.InTurn;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Gives a tenant a new data key when the present one has served its time, and encrypts under it what lies under older
 * ones: every {@link EncryptedColumn} that the service declares as a bean.
 */
@Singleton
public class DataKeyRotation {

    private static final Logger LOG = Logger.getLogger(DataKeyRotation.class);
    private static final int BATCH = 100;
    private static final UUID FIRST = new UUID(0, 0);

    /** Who had a new key before is looked at again: a replica that had not heard of it may have used the old one. */
    private static final String DUE = """
            SELECT tenant_id, max(created_at) < now() - make_interval(secs => $2) AS is_old
            FROM tenant_keys
            WHERE tenant_id > $1
            GROUP BY tenant_id
            HAVING max(created_at) < now() - make_interval(secs => $2) OR count(*) > 1
            ORDER BY tenant_id
            LIMIT $3
            """;

    private final TenantCrypto crypto;
    private final Reencryption reencryption;
    private final List<EncryptedColumn> columns;
    private final Transactions transactions;
    private final CallerContext callers;
    private final Pool background;
    private final Duration life;

    DataKeyRotation(
            TenantCrypto crypto,
            Reencryption reencryption,
            @All List<EncryptedColumn> columns,
            Transactions transactions,
            CallerContext callers,
            @ReactiveDataSource("background") Pool background,
            CryptoConfig config) {
        this.crypto = crypto;
        this.reencryption = reencryption;
        this.columns = columns;
        this.transactions = transactions;
        this.callers = callers;
        this.background = background;
        this.life = config.dataKeyLife();
    }

    private record Due(UUID tenantId, boolean isOld) {}

    /** Rotates what is due. May be repeated and interrupted at any point; a tenant that fails holds up no other. */
    @Scheduled(
            every = "24h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    public Uni<Void> rotate() {
        return rotateAfter(FIRST);
    }

    private Uni<Void> rotateAfter(UUID last) {
        return background
                .preparedQuery(DUE)
                .execute(Tuple.of(last, SqlTime.seconds(life), BATCH))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DataKeyRotation::due)
                        .toList())
                .call(due -> InTurn.each(due, this::rotateOrLog))
                .chain(due -> due.size() < BATCH
                        ? Uni.createFrom().voidItem()
                        : rotateAfter(due.getLast().tenantId()));
    }

    private Uni<Void> rotateOrLog(Due tenant) {
        return callers.inBackground(Caller.system(tenant.tenantId()), () -> rotate(tenant))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "The data key of tenant %s was not rotated", tenant.tenantId()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> rotate(Due tenant) {
        Uni<Void> renewed = tenant.isOld()
                ? transactions.write(crypto::rotate).replaceWithVoid()
                : Uni.createFrom().voidItem();
        return renewed.chain(
                () -> InTurn.each(columns, column -> reencryption.run(column).replaceWithVoid()));
    }

    private static Due due(Row row) {
        return new Due(row.getUUID("tenant_id"), row.getBoolean("is_old"));
    }
}
