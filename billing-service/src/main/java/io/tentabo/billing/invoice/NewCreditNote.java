package io.tentabo.billing.invoice;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Credit to be given for an invoice.
 *
 * @param amount with tax, in the invoice's currency and with no more decimals than it has; by default all that has not
 *     been credited yet
 */
record NewCreditNote(
        @Positive @Digits(integer = 12, fraction = 4) @Schema(examples = "17.00") @Nullable
        BigDecimal amount,

        @NotBlank @Size(max = 1000) String reason) {}
