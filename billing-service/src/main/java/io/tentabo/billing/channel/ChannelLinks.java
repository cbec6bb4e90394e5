package io.tentabo.billing.channel;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The read model of the links between distributors and partners; row-level security decides by it. */
@ApplicationScoped
public class ChannelLinks {

    private static final String UPSERT = """
            INSERT INTO channel_links AS link (tenant_id, distributor_id, partner_id, is_active, version)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant_id, distributor_id, partner_id) DO UPDATE
            SET is_active = excluded.is_active, version = excluded.version
            WHERE link.version < excluded.version
            """;

    private static final String ACTIVE = """
            SELECT
            FROM channel_links link
            WHERE link.distributor_id = $1 AND link.partner_id = $2 AND link.is_active
            """;

    /** Takes over the state of a link, unless a later one is already known. */
    public Uni<Void> apply(Transaction tx, UUID distributorId, UUID partnerId, boolean active, int version) {
        Tuple link = Tuple.of(tx.caller().requireTenantId(), distributorId, partnerId, active, version);
        return tx.update(UPSERT, link).replaceWithVoid();
    }

    /** Whether the distributor manages the partner, as far as the caller may know. */
    public Uni<Boolean> isActive(Transaction tx, UUID distributorId, UUID partnerId) {
        return tx.query(ACTIVE, Tuple.of(distributorId, partnerId)).map(rows -> rows.size() > 0);
    }
}
