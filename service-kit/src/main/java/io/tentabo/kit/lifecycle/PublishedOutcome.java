package io.tentabo.kit.lifecycle;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.outbox.Outbox;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.TenantExported;
import io.tentabo.model.event.TenantPurged;
import jakarta.enterprise.context.ApplicationScoped;

/** Publishes what was done to the service's topic. */
@DefaultBean
@ApplicationScoped
class PublishedOutcome implements TenantJobOutcome {

    private static final String TENANT = "tenant";

    private final Outbox outbox;

    PublishedOutcome(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Uni<Void> exported(Transaction tx, TenantExported outcome) {
        return publish(tx, TenantExported.TYPE, outcome);
    }

    @Override
    public Uni<Void> purged(Transaction tx, TenantPurged outcome) {
        return publish(tx, TenantPurged.TYPE, outcome);
    }

    private Uni<Void> publish(Transaction tx, String type, Object outcome) {
        return outbox.publish(tx, new DomainEvent(TENANT, tx.caller().requireTenantId(), type, outcome));
    }
}
