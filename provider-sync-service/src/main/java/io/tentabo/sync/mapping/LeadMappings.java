package io.tentabo.sync.mapping;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.SqlJson;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import io.tentabo.sync.provider.LeadState;
import io.tentabo.sync.provider.RemoteLead;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The rows of the echo ledger. */
@ApplicationScoped
public class LeadMappings {

    private static final String SELECT = """
            SELECT id, connection_id, internal_id, external_id, internal_state::text AS internal_state,
                   external_state::text AS external_state, external_changed_at, external_status
            FROM integration_mappings
            WHERE tenant_id = (SELECT current_tenant()) AND entity_type = 'LEAD'
            """;
    private static final String BY_LEAD = SELECT + " AND connection_id = $1 AND internal_id = $2 FOR UPDATE";
    private static final String BY_EXTERNAL = SELECT + " AND connection_id = $1 AND external_id = $2 FOR UPDATE";
    private static final String BY_ID = SELECT + " AND id = $1 FOR UPDATE";
    private static final String UNLISTED = SELECT + """
              AND connection_id = $1 AND external_status = 'LIVE' AND created_at < $2
              AND (last_listed_at IS NULL OR last_listed_at < $2)
            ORDER BY id
            LIMIT 500
            """;
    private static final String INSERT = """
            INSERT INTO integration_mappings (id, tenant_id, connection_id, entity_type, internal_id, external_id,
                                              internal_state, external_state, internal_hash, external_hash,
                                              external_changed_at, last_pushed_at)
            VALUES ($1, $2, $3, 'LEAD', $4, $5, $6::text::jsonb, $7::text::jsonb, $8, $9, $10,
                    CASE WHEN $11 THEN now() END)
            """;
    private static final String ADOPT = INSERT + "ON CONFLICT DO NOTHING";
    private static final String SEEN = """
            UPDATE integration_mappings
            SET internal_state = $2::text::jsonb, external_state = $3::text::jsonb, internal_hash = $4,
                external_hash = $5, external_changed_at = greatest(external_changed_at, $6), updated_at = now(),
                last_pushed_at = CASE WHEN $7 THEN now() ELSE last_pushed_at END,
                last_pulled_at = CASE WHEN $7 THEN last_pulled_at ELSE now() END
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            """;
    private static final String LISTED = """
            UPDATE integration_mappings
            SET last_listed_at = $3
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1 AND entity_type = 'LEAD'
              AND external_id = ANY ($2)
            """;
    private static final String GONE = """
            UPDATE integration_mappings
            SET external_status = 'DELETED', external_changed_at = greatest(external_changed_at, $2),
                last_pulled_at = now(), updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND external_status = 'LIVE'
            """;
    private static final String DELETE = """
            DELETE FROM integration_mappings
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            """;

    private final SqlJson json;

    LeadMappings(SqlJson json) {
        this.json = json;
    }

    /** The mapping of a lead of ours, locked. */
    public Uni<Optional<LeadMapping>> ofLead(Transaction tx, UUID connectionId, UUID leadId) {
        return tx.query(BY_LEAD, Tuple.of(connectionId, leadId)).map(this::first);
    }

    /** The mapping of a lead of theirs, locked. */
    public Uni<Optional<LeadMapping>> ofExternal(Transaction tx, UUID connectionId, String externalId) {
        return tx.query(BY_EXTERNAL, Tuple.of(connectionId, externalId)).map(this::first);
    }

    public Uni<Optional<LeadMapping>> find(Transaction tx, UUID id) {
        return tx.query(BY_ID, Tuple.of(id)).map(this::first);
    }

    /** Notes that two leads are the same; both as they are now. */
    public Uni<Void> map(Transaction tx, UUID connectionId, UUID leadId, LeadState internal, RemoteLead external) {
        return tx.update(INSERT, row(tx, connectionId, leadId, internal, external, external.state(), true))
                .replaceWithVoid();
    }

    /**
     * Notes that two leads are the same, unless one of them is mapped already. Nobody knows which side has changed since
     * they were last alike: so each is noted as the other looks now, and where they differ both have changed.
     */
    public Uni<Void> adopt(Transaction tx, UUID connectionId, InternalLead ours, RemoteLead theirs) {
        return tx.update(ADOPT, row(tx, connectionId, ours.id(), theirs.state(), theirs, ours.state(), false))
                .replaceWithVoid();
    }

    private Tuple row(
            Transaction tx,
            UUID connectionId,
            UUID leadId,
            LeadState internalSeen,
            RemoteLead external,
            LeadState externalSeen,
            boolean pushed) {
        return Tuple.from(List.of(
                Ids.next(),
                tx.caller().requireTenantId(),
                connectionId,
                leadId,
                external.id(),
                json.write(internalSeen),
                json.write(externalSeen),
                internalSeen.hash(),
                externalSeen.hash(),
                SqlTime.of(external.updatedAt()),
                pushed));
    }

    /** Notes how both sides look. */
    Uni<Void> seen(
            Transaction tx,
            UUID id,
            LeadState internal,
            LeadState external,
            Instant externalChangedAt,
            boolean pushed) {
        return tx.update(
                        SEEN,
                        Tuple.from(List.of(
                                id,
                                json.write(internal),
                                json.write(external),
                                internal.hash(),
                                external.hash(),
                                SqlTime.of(externalChangedAt),
                                pushed)))
                .replaceWithVoid();
    }

    /** Notes which leads a complete reading that began at a time has found. */
    public Uni<Void> listed(Transaction tx, UUID connectionId, List<String> externalIds, Instant begin) {
        return tx.update(LISTED, Tuple.of(connectionId, externalIds.toArray(String[]::new), SqlTime.of(begin)))
                .replaceWithVoid();
    }

    /** Leads that a complete reading that began at a time has not found, at most 500. */
    public Uni<List<LeadMapping>> unlisted(Transaction tx, UUID connectionId, Instant begin) {
        return tx.query(UNLISTED, Tuple.of(connectionId, SqlTime.of(begin)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::mapping)
                        .toList());
    }

    /** Notes that a lead was deleted there; answers whether that is news. */
    Uni<Boolean> gone(Transaction tx, UUID id, Instant noticedAt) {
        return tx.update(GONE, Tuple.of(id, SqlTime.of(noticedAt))).map(count -> count == 1);
    }

    public Uni<Void> remove(Transaction tx, UUID id) {
        return tx.update(DELETE, Tuple.of(id)).replaceWithVoid();
    }

    private Optional<LeadMapping> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(mapping(rows.iterator().next()));
    }

    private LeadMapping mapping(Row row) {
        return new LeadMapping(
                row.getUUID("id"),
                row.getUUID("connection_id"),
                row.getUUID("internal_id"),
                row.getString("external_id"),
                json.read(row.getString("internal_state"), LeadState.class),
                json.read(row.getString("external_state"), LeadState.class),
                SqlTime.get(row, "external_changed_at"),
                "DELETED".equals(row.getString("external_status")));
    }
}
