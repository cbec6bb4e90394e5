package io.tentabo.billing.pricing;

import java.math.BigDecimal;

/**
 * How long a subscription is bought for, and what that earns.
 *
 * @param months 1 or more
 * @param discountPercentage 0 to 100
 */
public record Term(int months, BigDecimal discountPercentage) {}
