package io.tentabo.billing.quote;

import io.tentabo.billing.web.CurrencyCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A basket whose price is asked. */
record PriceQuoteRequest(
        @NotNull @CurrencyCode @Schema(examples = "EUR") String currency,
        @NotEmpty @Size(max = 200) List<@Valid @NotNull Item> items) {

    /** One product of the basket; without a duration it is priced as goods that are bought once. */
    record Item(
            @NotNull UUID productId,
            @Nullable UUID durationId,
            @Min(1) @Max(1_000_000) @Schema(examples = "20") int quantity) {

        BasketItem basketItem() {
            return new BasketItem(productId, durationId, quantity, null);
        }
    }
}
