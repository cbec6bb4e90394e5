package io.tentabo.sync.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.sync.connection.ActivationListener;
import io.tentabo.sync.connection.ProviderType;
import io.tentabo.sync.connection.RemovalListener;
import io.tentabo.sync.mapping.InternalLead;
import io.tentabo.sync.provider.RemoteLinks;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * The latest state of every lead, and whether it was sent. One row per lead: changes that follow each other quickly are
 * sent as one, and two workers never send the same lead.
 */
@ApplicationScoped
public class SyncQueue implements ActivationListener, RemovalListener {

    private static final String ENQUEUE = """
            INSERT INTO sync_queue AS known (id, tenant_id, entity_type, internal_id, payload, state_version, state_hash,
                                             deleted, status)
            VALUES ($1, $2, 'LEAD', $3, $4::text::jsonb, $5, $6, $7, 'PENDING')
            ON CONFLICT (tenant_id, entity_type, internal_id) DO UPDATE
            SET payload = excluded.payload, state_version = excluded.state_version, state_hash = excluded.state_hash,
                deleted = excluded.deleted, revision = known.revision + 1, status = 'PENDING', attempt = 0,
                next_attempt_at = now(), updated_at = now()
            WHERE known.state_version <= excluded.state_version AND NOT known.deleted
            """;
    private static final String CLAIM = """
            UPDATE sync_queue q
            SET claim = $1, claimed_until = now() + make_interval(secs => $2), attempt = attempt + 1, updated_at = now()
            FROM (SELECT d.id
                  FROM sync_queue d
                  WHERE d.tenant_id = (SELECT current_tenant()) AND d.status = 'PENDING' AND d.next_attempt_at <= now()
                    AND (d.claimed_until IS NULL OR d.claimed_until < now())
                  ORDER BY d.next_attempt_at, d.id
                  LIMIT $3
                  FOR UPDATE SKIP LOCKED) due
            WHERE q.id = due.id
            RETURNING q.id, q.payload::text AS payload, q.deleted, q.revision, q.attempt, q.uncertain_since,
                      q.organization_id, q.person_id
            """;
    private static final String RENEW = """
            UPDATE sync_queue
            SET claimed_until = now() + make_interval(secs => $3)
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND claim = $2
            """;
    private static final String CREATING = """
            UPDATE sync_queue
            SET uncertain_since = coalesce(uncertain_since, now())
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND claim = $2
            """;
    private static final String LINKED = """
            UPDATE sync_queue
            SET organization_id = $3, person_id = $4
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND claim = $2
            """;
    // What arrived or was decided meanwhile is still to be sent. It has left the claim alone: nobody else may begin
    // with it while a request of this push is under way.
    private static final String DONE = """
            UPDATE sync_queue
            SET status = CASE WHEN revision = $3 THEN 'DONE' ELSE 'PENDING' END, claim = NULL, claimed_until = NULL,
                uncertain_since = NULL, attempt = 0, next_attempt_at = now(), last_error = NULL, updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND claim = $2
            """;
    private static final String FAILED = """
            UPDATE sync_queue
            SET status = CASE WHEN $4 AND revision = $3 THEN 'FAILED' ELSE 'PENDING' END,
                claim = NULL, claimed_until = NULL, last_error = $5, updated_at = now(),
                next_attempt_at = now() + make_interval(secs => $6)
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND claim = $2
            """;
    private static final String RELEASE = """
            UPDATE sync_queue
            SET claim = NULL, claimed_until = NULL, attempt = greatest(attempt - 1, 0)
            WHERE tenant_id = (SELECT current_tenant()) AND claim = $1
            """;
    private static final String AND_UNMAPPED = """
              AND NOT EXISTS (
                  SELECT 1
                  FROM integration_mappings m
                  WHERE m.tenant_id = q.tenant_id AND m.internal_id = q.internal_id AND m.entity_type = q.entity_type)
            """;
    private static final String REMOVE = """
            DELETE FROM sync_queue q
            WHERE q.tenant_id = (SELECT current_tenant()) AND q.id = $1 AND q.claim = $2
            """ + AND_UNMAPPED;
    private static final String REMOVE_DELETED = """
            DELETE FROM sync_queue q
            WHERE q.tenant_id = (SELECT current_tenant()) AND q.deleted AND q.status = 'DONE'
            """ + AND_UNMAPPED;
    private static final String FIND = """
            SELECT payload::text AS payload
            FROM sync_queue
            WHERE tenant_id = (SELECT current_tenant()) AND entity_type = 'LEAD' AND internal_id = $1 AND NOT deleted
            """;
    private static final String WAKE = """
            UPDATE sync_queue
            SET status = 'PENDING', revision = revision + 1, attempt = 0, next_attempt_at = now(), updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND entity_type = 'LEAD' AND internal_id = $1
            """;
    // What the connection's mapping has seen is in step already, or waits for a person. An uncertain attempt stays
    // uncertain: the connection may be the one that it was made with.
    private static final String WAKE_ALL = """
            UPDATE sync_queue q
            SET status = 'PENDING', revision = revision + 1, attempt = 0, next_attempt_at = now(),
                organization_id = NULL, person_id = NULL, updated_at = now()
            WHERE q.tenant_id = (SELECT current_tenant())
              AND (q.status <> 'DONE' OR q.deleted OR NOT EXISTS (
                  SELECT 1
                  FROM integration_mappings m
                  WHERE m.tenant_id = q.tenant_id AND m.connection_id = $1 AND m.entity_type = q.entity_type
                    AND m.internal_id = q.internal_id AND m.internal_hash = q.state_hash))
            """;
    private static final String UNMAPPED = """
            SELECT q.payload::text AS payload
            FROM sync_queue q
            WHERE q.tenant_id = (SELECT current_tenant()) AND q.entity_type = 'LEAD' AND q.internal_id = ANY ($2)
              AND NOT EXISTS (
                  SELECT 1
                  FROM integration_mappings m
                  WHERE m.tenant_id = q.tenant_id AND m.connection_id = $1 AND m.entity_type = q.entity_type
                    AND m.internal_id = q.internal_id)
            """;

    private final ObjectMapper json;

    SyncQueue(ObjectMapper json) {
        this.json = json;
    }

    /** Takes over a lead's latest state; an older one than the known changes nothing. */
    public Uni<Void> enqueue(Transaction tx, LeadEvent lead, boolean deleted) {
        return tx.update(
                        ENQUEUE,
                        Tuple.from(List.of(
                                Ids.next(),
                                tx.caller().requireTenantId(),
                                lead.leadId(),
                                write(lead),
                                lead.version(),
                                InternalLead.of(lead).state().hash(),
                                deleted)))
                .replaceWithVoid();
    }

    /** The suite's present state of a lead, as far as it is known here. */
    public Uni<Optional<InternalLead>> internal(Transaction tx, UUID leadId) {
        return tx.query(FIND, Tuple.of(leadId))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(
                                InternalLead.of(read(rows.iterator().next().getString("payload")))));
    }

    /** Has a lead compared and sent again. */
    public Uni<Void> wake(Transaction tx, UUID leadId) {
        return tx.update(WAKE, Tuple.of(leadId)).replaceWithVoid();
    }

    /** Leads that a newly active connection does not have, or not as they are now, are sent to it. */
    @Override
    public Uni<Void> activated(Transaction tx, UUID connectionId, ProviderType type) {
        return type == ProviderType.CRM
                ? tx.update(WAKE_ALL, Tuple.of(connectionId)).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /** Leads whose deletion only the connection had still to hear of are forgotten with it. */
    @Override
    public Uni<Void> removed(Transaction tx) {
        return tx.query(REMOVE_DELETED).replaceWithVoid();
    }

    /** Those of some leads that a connection has no mapping of, deleted ones among them. */
    Uni<List<InternalLead>> unmapped(Transaction tx, UUID connectionId, Collection<UUID> leadIds) {
        return tx.query(UNMAPPED, Tuple.of(connectionId, leadIds.toArray(UUID[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> InternalLead.of(read(row.getString("payload"))))
                        .toList());
    }

    /** Takes due pushes for a while; of several workers that ask, each gets others. */
    Uni<List<QueuedLead>> claim(Transaction tx, UUID claim, Duration time, int limit) {
        return tx.query(CLAIM, Tuple.of(claim, SqlTime.seconds(time), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> queued(row, claim))
                        .toList());
    }

    /** Keeps a claim for a while longer; answers whether it is still ours. */
    Uni<Boolean> renew(Transaction tx, QueuedLead push, Duration time) {
        return tx.update(RENEW, Tuple.of(push.id(), push.claim(), SqlTime.seconds(time)))
                .map(count -> count == 1);
    }

    /** Notes that from now on something may come to exist at the provider. */
    Uni<Void> creating(Transaction tx, QueuedLead push) {
        return tx.update(CREATING, Tuple.of(push.id(), push.claim())).replaceWithVoid();
    }

    Uni<Void> linked(Transaction tx, QueuedLead push, RemoteLinks links) {
        return tx.update(LINKED, Tuple.of(push.id(), push.claim(), links.organizationId(), links.personId()))
                .replaceWithVoid();
    }

    Uni<Void> done(Transaction tx, QueuedLead push) {
        return tx.update(DONE, Tuple.of(push.id(), push.claim(), push.revision()))
                .replaceWithVoid();
    }

    /** @param giveUp whether repeating is pointless; what came meanwhile is tried all the same */
    Uni<Void> failed(Transaction tx, QueuedLead push, String error, boolean giveUp, Duration pause) {
        return tx.update(
                        FAILED,
                        Tuple.from(Arrays.asList(
                                push.id(), push.claim(), push.revision(), giveUp, error, SqlTime.seconds(pause))))
                .replaceWithVoid();
    }

    /** Gives back what was claimed and not tried. */
    Uni<Void> release(Transaction tx, UUID claim) {
        return tx.update(RELEASE, Tuple.of(claim)).replaceWithVoid();
    }

    /** Ends the push of a deletion. While another connection has a mapping of the lead, it has to hear of it as well. */
    Uni<Void> deleted(Transaction tx, QueuedLead push) {
        return tx.update(REMOVE, Tuple.of(push.id(), push.claim()))
                .chain(removed -> removed == 1 ? Uni.createFrom().voidItem() : done(tx, push));
    }

    private QueuedLead queued(Row row, UUID claim) {
        return new QueuedLead(
                row.getUUID("id"),
                claim,
                read(row.getString("payload")),
                row.getBoolean("deleted"),
                row.getInteger("revision"),
                row.getInteger("attempt"),
                SqlTime.find(row, "uncertain_since"),
                new RemoteLinks(row.getString("organization_id"), row.getString("person_id")));
    }

    private String write(LeadEvent lead) {
        try {
            return json.writeValueAsString(lead);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A later version of the event may have written members that this one does not know. */
    private LeadEvent read(String payload) {
        try {
            return json.readerFor(LeadEvent.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(payload);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
