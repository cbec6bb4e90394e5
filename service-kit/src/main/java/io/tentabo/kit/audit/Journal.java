package io.tentabo.kit.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.outbox.Outbox;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records a change and publishes its events in the transaction of the change: all three happen, or none. */
@Singleton
public class Journal {

    private static final String INSERT = """
            INSERT INTO audit_logs (id, tenant_id, actor_type, actor_id, action, entity_type, entity_id,
                                    old_values, new_values, ip_address, user_agent, request_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9::text::jsonb, $10::text::inet, $11, $12)
            """;

    private final ObjectMapper mapper;
    private final Outbox outbox;

    Journal(ObjectMapper mapper, Outbox outbox) {
        this.mapper = mapper;
        this.outbox = outbox;
    }

    /** Writes one record and its events; the statements travel in one flight. */
    public Uni<Void> write(Transaction tx, AuditEntry entry, DomainEvent... events) {
        return write(tx, List.of(entry), events);
    }

    /**
     * Writes one record that names another actor than the transaction's caller: who had the suite do something that it
     * does on its own behalf. Both belong to the same tenant.
     */
    public Uni<Void> writeFor(Caller actor, Transaction tx, AuditEntry entry) {
        return tx.update(INSERT, row(actor, entry)).replaceWithVoid();
    }

    /** Writes several records, e.g. of entities that change together, and their events, in one flight. */
    public Uni<Void> write(Transaction tx, List<AuditEntry> entries, DomainEvent... events) {
        Uni<Void> records = tx.batch(
                INSERT, entries.stream().map(entry -> row(tx.caller(), entry)).toList());
        if (events.length == 0) {
            return records;
        }
        // Subscribes to both at once. Both are awaited even if one fails, so that nothing runs during the roll-back.
        return Uni.combine()
                .all()
                .unis(records, outbox.publish(tx, events))
                .collectFailures()
                .discardItems();
    }

    private Tuple row(Caller caller, AuditEntry entry) {
        ChangedFields changes = ChangedFields.between(mapper, entry.before(), entry.after());
        return Tuple.from(Arrays.asList(
                Ids.next(),
                caller.requireTenantId(),
                caller.actorType().name(),
                caller.userId(),
                entry.action(),
                entry.entityType(),
                entry.entityId(),
                changes.before(),
                changes.after(),
                literal(caller.origin().ipAddress()),
                caller.origin().userAgent(),
                caller.origin().requestId()));
    }

    /** What a proxy calls the client's address need not be one; the change must not fail for that. */
    private static @Nullable String literal(@Nullable String address) {
        if (address == null) {
            return null;
        }
        int zone = address.indexOf('%');
        try {
            return InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone))
                    .getHostAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
