package io.tentabo.billing.customer;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.CustomerEvent;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.UUID;

/** The read model of the tenant's customers. */
@ApplicationScoped
public class CustomerDirectory {

    private static final String UPSERT = """
            INSERT INTO customer_directory AS known (tenant_id, id, account_number, company_name, status, owner_id,
                                                     partner_id, is_deleted, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (tenant_id, id) DO UPDATE
            SET account_number = excluded.account_number, company_name = excluded.company_name,
                status = excluded.status, owner_id = excluded.owner_id, partner_id = excluded.partner_id,
                is_deleted = excluded.is_deleted, version = excluded.version
            WHERE NOT known.is_deleted AND (excluded.is_deleted OR known.version < excluded.version)
            """;

    private static final String STANDING = """
            SELECT customer.status
            FROM customer_directory customer
            WHERE customer.tenant_id = (SELECT current_tenant()) AND customer.id = $1 AND NOT customer.is_deleted
            """;

    /** Takes over a customer's state, unless a later one is already known. */
    public Uni<Void> apply(Transaction tx, CustomerEvent customer) {
        return write(tx, customer, false);
    }

    /** Forgets a customer for good. */
    public Uni<Void> remove(Transaction tx, CustomerEvent customer) {
        return write(tx, customer, true);
    }

    /** How a customer stands, as far as the caller may know. */
    public Uni<CustomerStanding> standing(Transaction tx, UUID customerId) {
        return tx.query(STANDING, Tuple.of(customerId)).map(rows -> {
            var row = rows.iterator();
            if (!row.hasNext()) {
                return CustomerStanding.UNKNOWN;
            }
            return "ACTIVE".equals(row.next().getString(0)) ? CustomerStanding.ACTIVE : CustomerStanding.NOT_ACTIVE;
        });
    }

    private static Uni<Void> write(Transaction tx, CustomerEvent customer, boolean deleted) {
        Tuple row = Tuple.from(Arrays.asList(
                tx.caller().requireTenantId(),
                customer.customerId(),
                customer.accountNumber(),
                customer.companyName(),
                customer.status(),
                customer.ownerId(),
                customer.partnerId(),
                deleted,
                customer.version()));
        return tx.update(UPSERT, row).replaceWithVoid();
    }
}
