package io.tentabo.billing.product;

import io.tentabo.billing.pricing.PricePeriod;
import io.tentabo.kit.editing.Versioned;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A price tier as the API shows it. */
record PriceTierView(
        UUID id,
        int version,
        UUID productId,
        String currency,
        PricePeriod period,
        int minQuantity,
        @Nullable Integer maxQuantity,
        BigDecimal pricePerUnit)
        implements Versioned {}
