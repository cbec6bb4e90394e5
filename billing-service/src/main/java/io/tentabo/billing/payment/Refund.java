package io.tentabo.billing.payment;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Money to be given back.
 *
 * @param amount in the payment's currency, with no more decimals than it has
 */
record Refund(
        @NotNull @Positive @Digits(integer = 12, fraction = 4) @Schema(examples = "53.00")
        BigDecimal amount,

        @NotBlank @Size(max = 1000) String reason) {}
