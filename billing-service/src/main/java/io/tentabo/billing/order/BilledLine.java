package io.tentabo.billing.order;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * What a line of an order costs, for its invoices. Amounts are in the order's currency and over all periods.
 *
 * @param unitPrice of one unit and period
 * @param periodMonths length of a period, 0 for goods
 * @param periods how many of them
 */
public record BilledLine(
        UUID productId,
        String productSku,
        String productName,
        String productUnit,
        int quantity,
        BigDecimal unitPrice,
        BigDecimal discountPercentage,
        int periodMonths,
        int periods,
        BigDecimal subtotal,
        BigDecimal discountAmount,
        BigDecimal taxAmount) {

    static BilledLine of(OrderLine line) {
        return new BilledLine(
                line.productId(),
                line.productSku(),
                line.productName(),
                line.productUnit(),
                line.quantity(),
                line.unitPrice(),
                line.discountPercentage(),
                line.pricePeriod().months(),
                line.periods(),
                line.subtotal(),
                line.discountAmount(),
                line.taxAmount());
    }
}
