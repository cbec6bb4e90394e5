package io.tentabo.billing.product;

import io.tentabo.billing.pricing.TierMode;
import io.tentabo.kit.editing.Versioned;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A product as the API shows it. */
record ProductView(
        UUID id,
        int version,
        String sku,
        String name,
        @Nullable String type,
        @Nullable String category,
        String unit,
        @Nullable String description,
        @Nullable String brand,
        @Nullable String varietal,
        @Nullable Integer vintage,
        @Nullable String region,
        @Nullable AlcoholType alcoholType,
        @Nullable BigDecimal alcoholPercent,
        TierMode tierMode,
        ProductStatus status,
        boolean sample,
        Instant createdAt,
        Instant updatedAt)
        implements Versioned {}
