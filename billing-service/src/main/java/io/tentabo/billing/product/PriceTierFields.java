package io.tentabo.billing.product;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.billing.pricing.PricePeriod;
import io.tentabo.billing.pricing.PriceTier;
import io.tentabo.billing.web.CurrencyCode;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a price tier's editor decides.
 *
 * @param maxQuantity last quantity of the tier, or null when it has no end
 * @param pricePerUnit for one unit and one period, with up to four decimals
 */
@RegisterForReflection
record PriceTierFields(
        @NotNull @CurrencyCode @Schema(examples = "EUR") String currency,
        @NotNull PricePeriod period,
        @Min(0) @Max(MAX_QUANTITY) int minQuantity,
        @Min(1) @Max(MAX_QUANTITY) @Nullable Integer maxQuantity,

        @NotNull @PositiveOrZero @Digits(integer = 9, fraction = 4) @Schema(examples = "8.5000")
        BigDecimal pricePerUnit) {

    static final int MAX_QUANTITY = 1_000_000;

    @AssertTrue(message = "maxQuantity must not be below minQuantity")
    @Schema(hidden = true)
    boolean isRangeInOrder() {
        return maxQuantity == null || maxQuantity >= minQuantity;
    }

    PriceTier tier() {
        return new PriceTier(period, minQuantity, maxQuantity, pricePerUnit);
    }
}
