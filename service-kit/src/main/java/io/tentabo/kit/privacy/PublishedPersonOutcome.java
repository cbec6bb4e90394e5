package io.tentabo.kit.privacy;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.outbox.Outbox;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.PersonJobDone;
import jakarta.enterprise.context.ApplicationScoped;

/** Publishes what was done to the service's topic. */
@DefaultBean
@ApplicationScoped
class PublishedPersonOutcome implements PersonJobOutcome {

    private final Outbox outbox;

    PublishedPersonOutcome(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Uni<Void> done(Transaction tx, PersonJob.Kind kind, PersonJobDone outcome) {
        String type =
                switch (kind) {
                    case EXPORT -> PersonJobDone.EXPORTED;
                    case ERASURE -> PersonJobDone.ERASED;
                };
        return outbox.publish(tx, new DomainEvent("person-job", outcome.jobId(), type, outcome));
    }
}
