package io.tentabo.crm.channel;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.ChannelLinkChanged;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The links between distributors and partners. Row-level security reads the same table. */
@ApplicationScoped
public class ChannelLinks {

    private static final String APPLY = """
            INSERT INTO channel_links AS known (tenant_id, distributor_id, partner_id, is_active, version)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant_id, distributor_id, partner_id) DO UPDATE
            SET is_active = excluded.is_active, version = excluded.version, updated_at = now()
            WHERE known.version < excluded.version
            """;
    private static final String ATTACHED = """
            SELECT 1
            FROM channel_links
            WHERE tenant_id = (SELECT current_tenant()) AND distributor_id = $1 AND partner_id = $2 AND is_active
            """;

    /** Takes over a link's state; an older state than the known one changes nothing. */
    public Uni<Void> apply(Transaction tx, ChannelLinkChanged link) {
        return tx.update(
                        APPLY,
                        Tuple.of(
                                tx.caller().requireTenantId(),
                                link.distributorId(),
                                link.partnerId(),
                                link.active(),
                                link.version()))
                .replaceWithVoid();
    }

    /** Whether a distributor manages a partner at present. */
    public Uni<Boolean> areAttached(Transaction tx, UUID distributorId, UUID partnerId) {
        return tx.query(ATTACHED, Tuple.of(distributorId, partnerId)).map(rows -> rows.size() > 0);
    }
}
