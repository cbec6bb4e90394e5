package io.tentabo.billing.contract;

import io.tentabo.kit.paging.KeysetQuery;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The filters of the list of contracts, declared as {@code @BeanParam}; one that is not given is not applied. */
public class ContractFilter {

    @RestQuery
    @Nullable
    ContractStatus status;

    @RestQuery
    @Nullable
    UUID orderId;

    @RestQuery
    @Nullable
    UUID userId;

    @RestQuery
    @Nullable
    UUID partnerId;

    @RestQuery
    @Nullable
    UUID distributorId;

    @RestQuery
    @Nullable
    UUID customerId;

    @RestQuery
    @Parameter(description = "Expires on this day or later.")
    @Nullable
    LocalDate expiresFrom;

    @RestQuery
    @Parameter(description = "Expires before this day.")
    @Nullable
    LocalDate expiresTo;

    KeysetQuery apply(KeysetQuery query) {
        return query.where("c.status = ?", status == null ? null : status.name())
                .where("c.order_id = ?", orderId)
                .where("c.user_id = ?", userId)
                .where("c.partner_id = ?", partnerId)
                .where("c.distributor_id = ?", distributorId)
                .where("c.customer_id = ?", customerId)
                .where("c.expiration_date >= ?", expiresFrom)
                .where("c.expiration_date < ?", expiresTo);
    }
}
