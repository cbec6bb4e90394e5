package io.tentabo.billing.invoice;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why an invoice is cancelled. */
record Cancellation(@NotBlank @Size(max = 1000) String reason) {}
