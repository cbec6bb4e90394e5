package io.tentabo.billing.contract;

import io.tentabo.billing.web.CurrencyCode;
import io.tentabo.billing.web.ExactAmounts;
import io.tentabo.model.money.Money;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A contract that no order stands behind, e.g. one taken over from another system.
 *
 * @param activationDate first day
 * @param months the whole term
 * @param periodicityMonths length of a billing period, of which the term is a whole multiple
 * @param valuePerPeriod in {@code currency}, with no more decimals than it has
 */
record NewContract(
        @NotNull ContractType contractType,
        @Nullable UUID userId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        @NotNull LocalDate activationDate,
        @Min(1) @Max(600) int months,
        @Min(1) @Max(120) int periodicityMonths,
        @NotNull @CurrencyCode @Schema(examples = "EUR") String currency,

        @NotNull @PositiveOrZero @Digits(integer = 12, fraction = 4)
        BigDecimal valuePerPeriod,

        @Size(max = 10_000) @Nullable String notesInternal) {

    @AssertTrue(message = "months must be a whole multiple of periodicityMonths")
    @Schema(hidden = true)
    boolean isTermOfWholePeriods() {
        return periodicityMonths < 1 || months % periodicityMonths == 0;
    }

    @AssertTrue(message = "valuePerPeriod must not have more decimals than its currency")
    @Schema(hidden = true)
    boolean isValueExactInItsCurrency() {
        return ExactAmounts.isExact(valuePerPeriod, currency);
    }

    Money value() {
        return new Money(valuePerPeriod, Money.currency(currency));
    }
}
