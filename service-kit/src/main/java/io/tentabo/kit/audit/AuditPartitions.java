package io.tentabo.kit.audit;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Keeps a partition ready for this month and the next two. */
@ApplicationScoped
class AuditPartitions {

    private static final Logger LOG = Logger.getLogger(AuditPartitions.class);

    private final Pool pool;

    AuditPartitions(@ReactiveDataSource("background") Pool pool) {
        this.pool = pool;
    }

    /** At start-up and then daily, in every process: whoever comes second finds nothing to do. */
    @Scheduled(every = "24h", skipExecutionIf = UntilShutdown.class)
    Uni<Void> ensure() {
        return pool.query("SELECT ensure_audit_partitions(2) AS made")
                .execute()
                .map(rows -> rows.iterator().next().getInteger("made"))
                .invoke(made -> {
                    if (made > 0) {
                        LOG.infof("Made %d monthly partitions of the audit log", made);
                    }
                })
                .replaceWithVoid();
    }
}
