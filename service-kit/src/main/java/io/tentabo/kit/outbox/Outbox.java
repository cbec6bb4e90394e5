package io.tentabo.kit.outbox;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.tenancy.SqlJson;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a transaction leaves the events it promises. */
@ApplicationScoped
public class Outbox {

    private static final String INSERT = """
            INSERT INTO outbox (id, tenant_id, aggregatetype, aggregateid, type, payload, headers)
            VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7::text::jsonb)
            """;

    private final SqlJson json;
    private final OutboxRelay relay;

    Outbox(SqlJson json, OutboxRelay relay) {
        this.json = json;
        this.relay = relay;
    }

    /**
     * Adds events to the transaction: they are published if it commits, and only then.
     *
     * <p>Order per aggregate follows from the aggregate itself: a second transaction that changes it either waits for
     * the first, and so draws later sequence numbers, or fails on the version and rolls its events back.
     *
     * @throws IllegalStateException (in the returned Uni) when the transaction's caller belongs to no tenant
     */
    public Uni<Void> publish(Transaction tx, DomainEvent... events) {
        return Uni.createFrom().deferred(() -> {
            Caller caller = tx.caller();
            String headers = json.write(headers(caller));
            List<Tuple> rows = Arrays.stream(events)
                    .map(event -> Tuple.from(List.of(
                            Ids.next(),
                            caller.requireTenantId(),
                            event.aggregateType(),
                            event.aggregateId(),
                            event.type(),
                            json.write(event.payload()),
                            headers)))
                    .toList();
            tx.afterCommit(relay::wake);
            return tx.batch(INSERT, rows);
        });
    }

    private static Map<String, String> headers(Caller caller) {
        Map<String, String> headers = new HashMap<>();
        if (caller.origin().requestId() != null) {
            headers.put(CloudEvent.REQUEST_ID, caller.origin().requestId());
        }
        if (caller.userId() != null) {
            headers.put(CloudEvent.ACTOR_ID, caller.userId().toString());
        }
        return headers;
    }
}
