package io.tentabo.kit.inbox;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.outbox.CloudEvent;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;

/** Lets an event take effect once: inbox row and effect are one transaction of the event's tenant. */
@ApplicationScoped
class EventEffects {

    /**
     * Inserts the inbox row unless a dead letter of the same key is still open. A second process with the same event
     * waits here for the first one's transaction and then inserts nothing. Of a tenant that is being purged, or was, no
     * event takes effect any more: it would leave behind what nobody deletes.
     */
    private static final String RECEIVE = """
            WITH purged AS (
                SELECT FROM tenant_jobs WHERE tenant_id = $1::uuid AND kind = 'PURGE'
            ), known AS (
                SELECT FROM inbox WHERE tenant_id = $1::uuid AND consumer = $2::text AND event_id = $3::uuid
            ), open_letter AS (
                SELECT FROM dead_letters
                WHERE tenant_id = $1 AND consumer = $2 AND record_key = $4 AND status IN ('DEAD', 'PARKED')
                LIMIT 1
            ), received AS (
                INSERT INTO inbox (tenant_id, consumer, event_id)
                SELECT $1, $2, $3
                WHERE NOT EXISTS (SELECT FROM open_letter) AND NOT EXISTS (SELECT FROM purged)
                ON CONFLICT DO NOTHING
                RETURNING event_id
            )
            SELECT EXISTS (SELECT FROM received) AS is_new,
                   EXISTS (SELECT FROM open_letter)
                       AND NOT EXISTS (SELECT FROM known)
                       AND NOT EXISTS (SELECT FROM purged) AS is_held
            """;

    private static final String RECEIVE_REPLAYED =
            "INSERT INTO inbox (tenant_id, consumer, event_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

    private final CallerContext callerContext;
    private final Transactions transactions;
    private final EventReader reader;

    EventEffects(CallerContext callerContext, Transactions transactions, EventReader reader) {
        this.callerContext = callerContext;
        this.transactions = transactions;
        this.reader = reader;
    }

    /** What became of a delivery. */
    enum Receipt {
        /** It took effect now. */
        APPLIED,
        /** It took effect before, or its tenant is gone. */
        KNOWN,
        /** It must wait behind an open dead letter of its key. */
        HELD
    }

    /** @throws MalformedEventException (in the returned Uni) when the record is unreadable */
    <T> Uni<Receipt> receive(Delivery delivery, String consumer, EventHandlers.Registration<T> registration) {
        return Uni.createFrom().deferred(() -> {
            Event<T> event = reader.read(delivery, registration.payload());
            return asTenantOf(
                    delivery,
                    () -> transactions.write(tx -> tx.query(
                                    RECEIVE, Tuple.of(event.tenantId(), consumer, event.id(), delivery.key()))
                            .chain(rows -> {
                                Row row = rows.iterator().next();
                                if (row.getBoolean("is_new")) {
                                    return registration
                                            .handler()
                                            .handle(tx, event)
                                            .replaceWith(Receipt.APPLIED);
                                }
                                return Uni.createFrom().item(row.getBoolean("is_held") ? Receipt.HELD : Receipt.KNOWN);
                            })));
        });
    }

    /** Lets a dead letter take effect in a transaction that holds the letter locked. */
    <T> Uni<Void> replay(
            Transaction tx, Delivery delivery, String consumer, EventHandlers.Registration<T> registration) {
        return Uni.createFrom().deferred(() -> {
            Event<T> event = reader.read(delivery, registration.payload());
            return tx.update(RECEIVE_REPLAYED, Tuple.of(event.tenantId(), consumer, event.id()))
                    .chain(inserted -> inserted == 0
                            ? Uni.createFrom().voidItem()
                            : registration.handler().handle(tx, event));
        });
    }

    /** Fails when the database does not answer, in which case no event is to blame. */
    Uni<Void> probe(Delivery delivery) {
        return asTenantOf(delivery, () -> transactions.read("SELECT 1", Tuple.tuple()))
                .replaceWithVoid();
    }

    /** Runs work as the delivery's tenant, on a context of its own and under the request id of the cause. */
    <T> Uni<T> asTenantOf(Delivery delivery, Supplier<Uni<T>> work) {
        UUID tenantId = EventReader.require(delivery.tenantId(), CloudEvent.TENANT_ID);
        RequestOrigin origin = new RequestOrigin(null, null, delivery.requestId());
        return callerContext.inBackground(Caller.system(tenantId).withOrigin(origin), work);
    }
}
