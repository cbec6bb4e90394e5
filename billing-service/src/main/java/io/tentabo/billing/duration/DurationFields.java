package io.tentabo.billing.duration;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a duration's editor decides; the body of POST, and what PATCH merges into.
 *
 * @param months unique within the tenant
 * @param discountPercentage 0 to 100; 0 by default
 * @param name as people call it; {@code 24 months} by default
 */
@RegisterForReflection
record DurationFields(
        @Min(1) @Max(120) @Schema(examples = "24") int months,

        @PositiveOrZero @DecimalMax("100") @Digits(integer = 3, fraction = 2) @Schema(examples = "10")
        BigDecimal discountPercentage,

        @Size(min = 1, max = 100) String name) {

    DurationFields(int months, @Nullable BigDecimal discountPercentage, @Nullable String name) {
        this.months = months;
        this.discountPercentage = Objects.requireNonNullElse(discountPercentage, BigDecimal.ZERO);
        this.name = Objects.requireNonNullElse(name, months + (months == 1 ? " month" : " months"));
    }
}
