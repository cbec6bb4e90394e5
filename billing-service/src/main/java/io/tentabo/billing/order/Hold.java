package io.tentabo.billing.order;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why an order is put on hold. */
record Hold(@NotBlank @Size(max = 1000) String reason) {}
