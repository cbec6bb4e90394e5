package io.tentabo.billing.quote;

import io.tentabo.billing.duration.SoldDuration;
import io.tentabo.billing.pricing.LinePrice;
import io.tentabo.billing.pricing.PricingExplanation;
import io.tentabo.billing.pricing.Totals;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a basket costs, and why. Every amount is in {@code currency}; totals are sums of rounded lines.
 *
 * @param subtotal over all terms, before discount
 */
record PriceQuote(
        String currency,
        BigDecimal subtotal,
        BigDecimal discountAmount,
        BigDecimal taxAmount,
        BigDecimal totalAmount,
        List<Line> items) {

    /**
     * One line of the basket.
     *
     * @param unitPrice of one unit and period; an average where slices have different prices
     * @param subtotal over the whole term, before discount
     * @param netPerPeriod after discount
     * @param total over the whole term, after discount
     */
    record Line(
            int lineNumber,
            UUID productId,
            String productName,
            @Nullable UUID durationId,
            @Nullable Integer durationMonths,
            int quantity,
            BigDecimal unitPrice,
            BigDecimal discountPercentage,
            BigDecimal netPerPeriod,
            BigDecimal subtotal,
            BigDecimal discountAmount,
            BigDecimal taxAmount,
            BigDecimal total,
            PricingExplanation pricingExplanation) {

        private static Line of(int lineNumber, PricedLine line) {
            LinePrice price = line.price();
            SoldDuration duration = line.duration();
            return new Line(
                    lineNumber,
                    line.product().id(),
                    line.product().name(),
                    duration == null ? null : duration.id(),
                    duration == null ? null : duration.term().months(),
                    price.quantity(),
                    price.unitPrice(),
                    price.discountPercentage(),
                    price.netPerPeriod().amount(),
                    price.subtotal().amount(),
                    price.discount().amount(),
                    price.tax().amount(),
                    price.total().amount(),
                    price.explanation());
        }
    }

    static PriceQuote of(Currency currency, List<PricedLine> lines) {
        Totals totals = Totals.of(lines.stream().map(PricedLine::price).toList(), currency);
        return new PriceQuote(
                currency.getCurrencyCode(),
                totals.subtotal().amount(),
                totals.discount().amount(),
                totals.tax().amount(),
                totals.total().amount(),
                IntStream.range(0, lines.size())
                        .mapToObj(i -> Line.of(i + 1, lines.get(i)))
                        .toList());
    }
}
