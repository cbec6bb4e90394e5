package io.tentabo.billing.duration;

import io.tentabo.kit.editing.Versioned;
import java.math.BigDecimal;
import java.util.UUID;

/** A duration as the API shows it. */
record DurationView(UUID id, int version, int months, BigDecimal discountPercentage, String name)
        implements Versioned {}
