package io.tentabo.billing.order;

import io.tentabo.billing.quote.BasketItem;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is ordered on one line.
 *
 * @param durationId for a subscription; wholesale lines have none
 * @param unitPrice a price that staff agreed on, for wholesale lines only; by default the product's one-off tiers apply
 */
record NewOrderLine(
        @NotNull UUID productId,
        @Nullable UUID durationId,
        @Min(1) @Max(1_000_000) @Schema(examples = "20") int quantity,

        @PositiveOrZero @Digits(integer = 9, fraction = 4) @Nullable
        BigDecimal unitPrice) {

    BasketItem basketItem() {
        return new BasketItem(productId, durationId, quantity, unitPrice);
    }
}
