package io.tentabo.billing.invoice;

import io.tentabo.kit.paging.KeysetQuery;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The filters of the list of invoices, declared as {@code @BeanParam}; one that is not given is not applied. */
public class InvoiceFilter {

    private static final String CLAIMS_SOMETHING = "i.status IN ('SENT', 'VIEWED', 'PARTIAL')";

    @RestQuery
    @Nullable
    InvoiceStatus status;

    @RestQuery
    @Nullable
    UUID orderId;

    @RestQuery
    @Nullable
    UUID contractId;

    @RestQuery
    @Parameter(description = "The credit notes of this invoice.")
    @Nullable
    UUID creditNoteOf;

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
    @Parameter(description = "Due on this day or later.")
    @Nullable
    LocalDate dueFrom;

    @RestQuery
    @Parameter(description = "Due before this day.")
    @Nullable
    LocalDate dueTo;

    @RestQuery
    @Parameter(description = "true: those with something due since before today at the tenant's place.")
    @Nullable
    Boolean overdue;

    KeysetQuery apply(KeysetQuery query, LocalDate today) {
        query.where("i.status = ?", status == null ? null : status.name())
                .where("i.order_id = ?", orderId)
                .where("i.contract_id = ?", contractId)
                .where("i.credit_note_of = ?", creditNoteOf)
                .where("i.partner_id = ?", partnerId)
                .where("i.distributor_id = ?", distributorId)
                .where("i.customer_id = ?", customerId)
                .where("i.due_date >= ?", dueFrom)
                .where("i.due_date < ?", dueTo);
        if (overdue == null) {
            return query;
        }
        return overdue
                ? query.whereComputed("i.due_date < ?", today)
                        .where(CLAIMS_SOMETHING)
                        .where("i.credit_note_of IS NULL")
                : query.whereComputed(
                        "(i.due_date >= ? OR i.credit_note_of IS NOT NULL OR NOT " + CLAIMS_SOMETHING + ")", today);
    }
}
