package io.tentabo.billing.order;

/**
 * A line that would cost something else if it were ordered now.
 *
 * @param now the same line of the same order, at the present price
 */
record PriceChange(OrderLine before, OrderLine now) {}
