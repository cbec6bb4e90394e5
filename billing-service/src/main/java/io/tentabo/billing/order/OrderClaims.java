package io.tentabo.billing.order;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import java.util.UUID;

/** What is claimed for orders, as those who invoice them tell: an order is not withdrawn from under a claim. */
public interface OrderClaims {

    /** Whether anything is claimed for an order, be it visible to the caller or not. */
    Uni<Boolean> existFor(Transaction tx, UUID orderId);
}
