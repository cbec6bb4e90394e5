package io.tentabo.billing.order;

import io.tentabo.kit.paging.KeysetQuery;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The filters of the list of orders, declared as {@code @BeanParam}; one that is not given is not applied. */
public class OrderFilter {

    @RestQuery
    @Nullable
    OrderStatus status;

    @RestQuery
    @Nullable
    OrderKind kind;

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
    @Nullable
    UUID leadId;

    @RestQuery
    @Parameter(description = "Created at this time or later, RFC 3339.")
    @Nullable
    OffsetDateTime createdFrom;

    @RestQuery
    @Parameter(description = "Created before this time, RFC 3339.")
    @Nullable
    OffsetDateTime createdTo;

    KeysetQuery apply(KeysetQuery query) {
        return query.where("o.status = ?", status == null ? null : status.name())
                .where("o.kind = ?", kind == null ? null : kind.name())
                .where("o.partner_id = ?", partnerId)
                .where("o.distributor_id = ?", distributorId)
                .where("o.customer_id = ?", customerId)
                .where("o.lead_id = ?", leadId)
                .where("o.created_at >= ?", createdFrom)
                .where("o.created_at < ?", createdTo);
    }
}
