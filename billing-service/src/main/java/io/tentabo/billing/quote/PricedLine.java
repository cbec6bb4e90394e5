package io.tentabo.billing.quote;

import io.tentabo.billing.duration.SoldDuration;
import io.tentabo.billing.pricing.LinePrice;
import io.tentabo.billing.product.SoldProduct;
import org.jspecify.annotations.Nullable;

/**
 * A line with what it was priced from.
 *
 * @param duration null for goods
 */
public record PricedLine(SoldProduct product, @Nullable SoldDuration duration, LinePrice price) {}
