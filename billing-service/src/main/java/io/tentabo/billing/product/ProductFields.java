package io.tentabo.billing.product;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.billing.pricing.TierMode;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a product's editor decides; the body of POST, and what PATCH merges into.
 *
 * @param sku unique within the tenant
 * @param type the tenant's own classification
 * @param unit what one is called; {@code unit} by default
 * @param tierMode {@link TierMode#VOLUME} by default
 * @param status {@link ProductStatus#ACTIVE} by default
 */
@RegisterForReflection
record ProductFields(
        @NotBlank @Size(max = 60) @Schema(examples = "OXI-STORAGE")
        String sku,

        @NotBlank @Size(max = 200) @Schema(examples = "OxiBox Storage")
        String name,

        @Size(max = 60) @Nullable String type,
        @Size(max = 60) @Nullable String category,
        @NotBlank @Size(max = 40) @Schema(examples = "TB") String unit,
        @Size(max = 4000) @Nullable String description,
        @Size(max = 120) @Nullable String brand,
        @Size(max = 120) @Nullable String varietal,
        @Min(1000) @Max(9999) @Nullable Integer vintage,
        @Size(max = 120) @Nullable String region,
        @Nullable AlcoholType alcoholType,

        @PositiveOrZero @DecimalMax("100") @Digits(integer = 3, fraction = 2) @Nullable
        BigDecimal alcoholPercent,

        TierMode tierMode,
        ProductStatus status,
        boolean sample) {

    @SuppressWarnings("NullAway") // What the client leaves out arrives as null and is replaced here.
    ProductFields {
        unit = Objects.requireNonNullElse(unit, "unit");
        tierMode = Objects.requireNonNullElse(tierMode, TierMode.VOLUME);
        status = Objects.requireNonNullElse(status, ProductStatus.ACTIVE);
    }
}
