package io.tentabo.billing.invoice;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An invoice to be drawn up, either of an order or of one billing period of a contract.
 *
 * @param periodStart first day of a billing period of the contract
 * @param invoiceDate today at the tenant's place by default
 * @param dueDate {@code paymentTermDays} after the invoice date by default
 * @param paymentTermDays 30 by default
 */
record NewInvoice(
        @Nullable UUID orderId,
        @Nullable UUID contractId,
        @Nullable LocalDate periodStart,
        @Nullable LocalDate invoiceDate,
        @Nullable LocalDate dueDate,

        @Min(0) @Max(365) @Schema(examples = "30") @Nullable Integer paymentTermDays) {

    private static final int DEFAULT_TERM_DAYS = 30;

    @AssertTrue(message = "either orderId or contractId and periodStart must be given")
    @Schema(hidden = true)
    boolean isOfAnOrderOrOfAPeriod() {
        return (orderId == null) != (contractId == null) && (contractId == null) == (periodStart == null);
    }

    @AssertTrue(message = "dueDate and paymentTermDays exclude each other")
    @Schema(hidden = true)
    boolean isDueOnce() {
        return dueDate == null || paymentTermDays == null;
    }

    /**
     * When it is drawn up and due.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 when it would be due before its own date
     */
    Dates dates(LocalDate today) {
        LocalDate drawnUp = invoiceDate == null ? today : invoiceDate;
        LocalDate due = dueDate == null
                ? drawnUp.plusDays(paymentTermDays == null ? DEFAULT_TERM_DAYS : paymentTermDays)
                : dueDate;
        if (due.isBefore(drawnUp)) {
            throw InvoiceProblems.dueBeforeInvoice(drawnUp, due);
        }
        return new Dates(drawnUp, due);
    }

    /** When an invoice is drawn up and due. */
    record Dates(LocalDate invoiceDate, LocalDate dueDate) {}
}
