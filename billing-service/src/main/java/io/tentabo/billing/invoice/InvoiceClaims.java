package io.tentabo.billing.invoice;

import io.smallrye.mutiny.Uni;
import io.tentabo.billing.order.OrderClaims;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The claims of invoices, drafts among them: those who may cancel an order need not see its invoice. */
@ApplicationScoped
class InvoiceClaims implements OrderClaims {

    private static final String IS_CLAIMED = "SELECT order_is_claimed($1)";

    @Override
    public Uni<Boolean> existFor(Transaction tx, UUID orderId) {
        return tx.query(IS_CLAIMED, Tuple.of(orderId))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
