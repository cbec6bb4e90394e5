package io.tentabo.model.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a payment, with its state afterwards; the event type says which of the constants it was.
 *
 * @param amount in {@code currency}
 * @param refundedAmount how much of it has been given back, in {@code currency}
 * @param version grows with every change
 */
public record PaymentEvent(
        UUID paymentId,
        String paymentNumber,
        String status,
        UUID invoiceId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        String method,
        LocalDate paymentDate,
        String currency,
        BigDecimal amount,
        BigDecimal refundedAmount,
        Instant changedAt,
        int version) {

    public static final String RECEIVED = "io.tentabo.billing.payment.received.v1";
    public static final String REFUNDED = "io.tentabo.billing.payment.refunded.v1";
}
