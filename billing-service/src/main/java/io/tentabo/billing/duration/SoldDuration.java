package io.tentabo.billing.duration;

import io.tentabo.billing.pricing.Term;
import java.util.UUID;

/** A duration as pricing sees it. */
public record SoldDuration(UUID id, Term term) {}
