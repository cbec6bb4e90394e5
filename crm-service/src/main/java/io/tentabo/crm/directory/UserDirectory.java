package io.tentabo.crm.directory;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.UserChanged;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.UUID;

/** The tenant's users, as far as the CRM shows or checks them. */
@ApplicationScoped
public class UserDirectory {

    private static final String APPLY = """
            INSERT INTO user_directory AS known (tenant_id, id, display_name, email, kind, status, roles, partner_id,
                                                 distributor_id, customer_id, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (tenant_id, id) DO UPDATE
            SET display_name = excluded.display_name, email = excluded.email, kind = excluded.kind,
                status = excluded.status, roles = excluded.roles, partner_id = excluded.partner_id,
                distributor_id = excluded.distributor_id, customer_id = excluded.customer_id,
                version = excluded.version, updated_at = now()
            WHERE known.version < excluded.version
            """;
    private static final String ACTIVE = """
            SELECT 1
            FROM user_directory
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND status = 'ACTIVE'
            """;

    /** Takes over a user's state; an older state than the known one changes nothing. */
    public Uni<Void> apply(Transaction tx, UserChanged user) {
        return tx.update(
                        APPLY,
                        Tuple.from(Arrays.asList(
                                tx.caller().requireTenantId(),
                                user.userId(),
                                user.displayName(),
                                user.email(),
                                user.kind(),
                                user.status(),
                                user.roles().toArray(String[]::new),
                                user.partnerId(),
                                user.distributorId(),
                                user.customerId(),
                                user.version())))
                .replaceWithVoid();
    }

    /** Whether there is such a user, able to work, whom the caller may see. */
    public Uni<Boolean> isActive(Transaction tx, UUID userId) {
        return tx.query(ACTIVE, Tuple.of(userId)).map(rows -> rows.size() > 0);
    }
}
