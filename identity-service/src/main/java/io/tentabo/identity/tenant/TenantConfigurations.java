package io.tentabo.identity.tenant;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.tenancy.Transaction;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The features and settings of the caller's tenant, for what changes both together. */
@Singleton
public class TenantConfigurations {

    private final TenantJournal journal;
    private final InstantSource clock;

    TenantConfigurations(TenantJournal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    public Uni<TenantConfiguration> get(Transaction tx) {
        return read(tx, LockModeType.NONE);
    }

    /** Locked until the end of the transaction: the tenant before its settings, as everybody locks them. */
    public Uni<TenantConfiguration> locked(Transaction tx) {
        return read(tx, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Makes this the configuration of the tenant, which {@link #locked} has read in the same transaction. Where nothing
     * changes, nothing is recorded and nobody told.
     */
    public Uni<Void> change(Transaction tx, TenantConfiguration after) {
        return tenant(tx, LockModeType.NONE)
                .chain(tenant -> settings(tx, LockModeType.NONE).chain(stored -> change(tx, tenant, stored, after)));
    }

    private Uni<Void> change(Transaction tx, Tenant tenant, StoredSettings stored, TenantConfiguration after) {
        TenantConfiguration before = configuration(tenant, stored);
        Instant now = clock.instant();
        List<AuditEntry> changes = new ArrayList<>();
        if (!before.features().equals(after.features())) {
            tenant.switchFeatures(after.features(), now);
            changes.add(AuditEntry.updated(
                    TenantJournal.TENANT,
                    tenant.id(),
                    Map.of("features", before.features()),
                    Map.of("features", after.features())));
        }
        if (!before.settings().equals(after.settings())) {
            stored.change(after.settings(), now);
            changes.add(AuditEntry.updated(TenantJournal.TENANT, tenant.id(), before.settings(), after.settings()));
        }
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.session()
                .flush()
                .chain(() -> journal.changed(tx, tenant.view(), after.settings().shared(), changes));
    }

    private Uni<TenantConfiguration> read(Transaction tx, LockModeType lock) {
        return tenant(tx, lock).chain(tenant -> settings(tx, lock).map(stored -> configuration(tenant, stored)));
    }

    private static Uni<Tenant> tenant(Transaction tx, LockModeType lock) {
        return tx.session().find(Tenant.class, tenantId(tx), lock);
    }

    private static Uni<StoredSettings> settings(Transaction tx, LockModeType lock) {
        return tx.session().find(StoredSettings.class, tenantId(tx), lock);
    }

    private static UUID tenantId(Transaction tx) {
        return tx.caller().requireTenantId();
    }

    private static TenantConfiguration configuration(Tenant tenant, StoredSettings stored) {
        return new TenantConfiguration(tenant.features(), stored.settings());
    }
}
