package io.tentabo.sync.pull;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.sync.SqlTime;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How far a connection was read, and which of a page's records are worth a closer look. */
@ApplicationScoped
class PullCursors {

    private static final String WATERMARK = """
            SELECT watermark
            FROM sync_cursors
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1 AND entity_type = 'LEAD'
              AND direction = 'PULL'
            """;
    private static final String ADVANCE = """
            INSERT INTO sync_cursors AS known (tenant_id, connection_id, entity_type, direction, watermark)
            VALUES ($1, $2, 'LEAD', 'PULL', $3)
            ON CONFLICT (tenant_id, connection_id, entity_type, direction) DO UPDATE
            SET watermark = greatest(known.watermark, excluded.watermark), updated_at = now()
            """;
    private static final String HASHES = """
            SELECT external_id, external_hash
            FROM integration_mappings
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1 AND entity_type = 'LEAD'
              AND external_id = ANY ($2)
            """;

    Uni<Optional<Instant>> watermark(Transaction tx, UUID connectionId) {
        return tx.query(WATERMARK, Tuple.of(connectionId))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(SqlTime.get(rows.iterator().next(), "watermark")));
    }

    Uni<Void> advance(Transaction tx, UUID connectionId, Instant watermark) {
        return tx.update(ADVANCE, Tuple.of(tx.caller().requireTenantId(), connectionId, SqlTime.of(watermark)))
                .replaceWithVoid();
    }

    /** By external id, the hashes of those that are mapped. */
    Uni<Map<String, String>> hashes(Transaction tx, UUID connectionId, List<String> externalIds) {
        return tx.query(HASHES, Tuple.of(connectionId, externalIds.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, String> hashes = new HashMap<>();
                    rows.forEach(row -> hashes.put(row.getString(0), row.getString(1)));
                    return hashes;
                });
    }
}
