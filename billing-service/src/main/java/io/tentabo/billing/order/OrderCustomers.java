package io.tentabo.billing.order;

import io.smallrye.mutiny.Uni;
import io.tentabo.billing.customer.CustomerDirectory;
import io.tentabo.kit.tenancy.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** For which customers an order may be. */
@ApplicationScoped
class OrderCustomers {

    private final CustomerDirectory directory;

    OrderCustomers(CustomerDirectory directory) {
        this.directory = directory;
    }

    /**
     * Lets pass an order for a customer that buys, or for none.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the Uni) 422 when the caller knows no such customer, or it
     *     is not active
     */
    Uni<Void> require(Transaction tx, @Nullable UUID customerId) {
        return customerId == null
                ? Uni.createFrom().voidItem()
                : directory
                        .standing(tx, customerId)
                        .invoke(standing -> {
                            switch (standing) {
                                case ACTIVE -> {}
                                case NOT_ACTIVE -> throw OrderProblems.customerNotActive(customerId);
                                case UNKNOWN -> throw OrderProblems.unknownCustomer(customerId);
                            }
                        })
                        .replaceWithVoid();
    }
}
