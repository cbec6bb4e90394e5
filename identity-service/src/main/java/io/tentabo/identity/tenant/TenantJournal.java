package io.tentabo.identity.tenant;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.TenantChanged;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Records what happens to tenants, and tells the other services. */
@Singleton
class TenantJournal {

    static final String TENANT = "tenant";

    private final Journal journal;

    TenantJournal(Journal journal) {
        this.journal = journal;
    }

    Uni<Void> created(Transaction tx, TenantView tenant, TenantSettings settings) {
        return journal.write(tx, AuditEntry.created(TENANT, tenant.id(), tenant), changed(tenant, settings));
    }

    Uni<Void> updated(Transaction tx, TenantView tenant, TenantSettings settings, Object before, Object after) {
        return journal.write(tx, AuditEntry.updated(TENANT, tenant.id(), before, after), changed(tenant, settings));
    }

    /** Several records of changes that were made together, and one event. */
    Uni<Void> changed(Transaction tx, TenantView tenant, TenantSettings settings, List<AuditEntry> changes) {
        return journal.write(tx, changes, changed(tenant, settings));
    }

    Uni<Void> became(Transaction tx, TenantView tenant, TenantSettings settings, TenantStatus before, String reason) {
        return journal.write(
                tx,
                AuditEntry.of(
                        "tenant.status-changed",
                        TENANT,
                        tenant.id(),
                        Map.of("status", before),
                        Map.of("status", tenant.status(), "reason", reason)),
                changed(tenant, settings));
    }

    private static DomainEvent changed(TenantView tenant, TenantSettings settings) {
        return new DomainEvent(
                TENANT,
                tenant.id(),
                TenantChanged.TYPE,
                new TenantChanged(
                        tenant.id(),
                        tenant.name(),
                        tenant.slug(),
                        tenant.status().name(),
                        settings.defaultCurrency(),
                        settings.timezone(),
                        settings.locale(),
                        tenant.maxUsers(),
                        tenant.maxIntegrations()));
    }
}
