package io.tentabo.billing.payment;

import io.tentabo.billing.web.CurrencyCode;
import io.tentabo.billing.web.ExactAmounts;
import io.tentabo.model.money.Money;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A payment that has been received.
 *
 * @param amount in {@code currency}, with no more decimals than it has
 * @param currency the invoice's
 * @param paymentDate today at the tenant's place by default
 * @param reference what the payer or the bank calls it
 */
record NewPayment(
        @NotNull @Positive @Digits(integer = 12, fraction = 4) @Schema(examples = "153.00")
        BigDecimal amount,

        @NotNull @CurrencyCode @Schema(examples = "EUR") String currency,
        @NotNull PaymentMethod method,
        @Nullable LocalDate paymentDate,
        @Size(max = 200) @Nullable String reference) {

    @AssertTrue(message = "amount must not have more decimals than its currency")
    @Schema(hidden = true)
    boolean isAmountExactInItsCurrency() {
        return ExactAmounts.isExact(amount, currency);
    }

    Money money() {
        return new Money(amount, Money.currency(currency));
    }
}
