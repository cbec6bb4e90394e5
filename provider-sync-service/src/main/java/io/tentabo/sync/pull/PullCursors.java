package io.tentabo.sync.pull;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.SqlJson;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.sync.connection.ActivationListener;
import io.tentabo.sync.connection.ProviderType;
import io.tentabo.sync.provider.ProviderAccess;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far a connection was read, and which of a page's records are worth a closer look. */
@ApplicationScoped
class PullCursors implements ActivationListener {

    private static final String FIND = """
            SELECT watermark, rest::text AS rest
            FROM sync_cursors
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1 AND entity_type = 'LEAD'
              AND direction = 'PULL'
            """;
    private static final String ADVANCE = """
            INSERT INTO sync_cursors AS known (tenant_id, connection_id, entity_type, direction, watermark)
            SELECT c.tenant_id, c.id, 'LEAD', 'PULL', $3::timestamptz
            FROM provider_connections c
            WHERE c.tenant_id = (SELECT current_tenant()) AND c.id = $1 AND c.access_version = $2
            ON CONFLICT (tenant_id, connection_id, entity_type, direction) DO UPDATE
            SET watermark = greatest(known.watermark, excluded.watermark), rest = NULL, updated_at = now()
            """;
    private static final String LEAVE = """
            INSERT INTO sync_cursors AS known (tenant_id, connection_id, entity_type, direction, rest)
            SELECT c.tenant_id, c.id, 'LEAD', 'PULL', $3::text::jsonb
            FROM provider_connections c
            WHERE c.tenant_id = (SELECT current_tenant()) AND c.id = $1 AND c.access_version = $2
            ON CONFLICT (tenant_id, connection_id, entity_type, direction) DO UPDATE
            SET rest = excluded.rest, updated_at = now()
            """;
    private static final String FORGET_REST = """
            UPDATE sync_cursors
            SET rest = NULL, updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1 AND rest IS NOT NULL
            """;
    private static final String HASHES = """
            SELECT external_id, external_hash
            FROM integration_mappings
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1 AND entity_type = 'LEAD'
              AND external_id = ANY ($2)
            """;

    private final SqlJson json;

    PullCursors(SqlJson json) {
        this.json = json;
    }

    /**
     * How far a connection was read.
     *
     * @param watermark time of the provider up to which everything was read
     * @param rest of a reading that reached its bound
     */
    record Cursor(@Nullable Instant watermark, @Nullable Rest rest) {}

    Uni<Cursor> find(Transaction tx, UUID connectionId) {
        return tx.query(FIND, Tuple.of(connectionId)).map(rows -> {
            for (Row row : rows) {
                String rest = row.getString("rest");
                return new Cursor(SqlTime.find(row, "watermark"), rest == null ? null : json.read(rest, Rest.class));
            }
            return new Cursor(null, null);
        });
    }

    /** Notes where the next run goes on, unless what was read is another address by now, or another account. */
    Uni<Void> leave(Transaction tx, ProviderAccess access, Rest rest) {
        return tx.update(LEAVE, Tuple.of(access.connectionId(), access.accessVersion(), json.write(rest)))
                .replaceWithVoid();
    }

    /**
     * Notes that a reading has come to its end; answers whether it was of the address and the account of today.
     *
     * @param watermark null when it has met nothing
     */
    Uni<Boolean> advance(Transaction tx, ProviderAccess access, @Nullable Instant watermark) {
        return tx.update(ADVANCE, Tuple.of(access.connectionId(), access.accessVersion(), SqlTime.of(watermark)))
                .map(count -> count == 1);
    }

    /**
     * A reading that reached its bound is not gone on with after a pause, or at another address: where it stood says
     * nothing any more.
     */
    @Override
    public Uni<Void> activated(Transaction tx, UUID connectionId, ProviderType type) {
        return tx.update(FORGET_REST, Tuple.of(connectionId)).replaceWithVoid();
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
