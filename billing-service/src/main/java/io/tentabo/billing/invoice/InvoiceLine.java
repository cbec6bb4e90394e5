package io.tentabo.billing.invoice;

import io.tentabo.billing.contract.BilledContract;
import io.tentabo.billing.order.BilledLine;
import io.tentabo.model.Ids;
import io.tentabo.model.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of an invoice, a snapshot of what was ordered or agreed on. Amounts are in the invoice's currency.
 *
 * @param unitPrice of one unit and period
 * @param periods how many price periods it bills, 1 for goods
 * @param subtotal before discount
 * @param total {@code subtotal − discountAmount + taxAmount}
 */
record InvoiceLine(
        UUID id,
        int lineNumber,
        @Nullable UUID productId,
        @Nullable String productSku,
        String description,
        @Nullable String unit,
        int quantity,
        BigDecimal unitPrice,
        BigDecimal discountPercentage,
        int periods,
        BigDecimal subtotal,
        BigDecimal discountAmount,
        BigDecimal taxAmount,
        BigDecimal total) {

    /** All of an order's line. */
    static InvoiceLine of(int number, BilledLine line) {
        return of(number, line, line.periods(), line.subtotal(), line.discountAmount(), line.taxAmount());
    }

    /** What a billing period covers of an order's line, at least one of its price periods. */
    static InvoiceLine of(int number, BilledLine line, BillingPeriod period, Currency currency) {
        return of(
                number,
                line,
                period.covered(line.periodMonths(), line.periods()),
                period.share(line.subtotal(), line.periodMonths(), line.periods(), currency),
                period.share(line.discountAmount(), line.periodMonths(), line.periods(), currency),
                period.share(line.taxAmount(), line.periodMonths(), line.periods(), currency));
    }

    private static InvoiceLine of(
            int number, BilledLine line, int periods, BigDecimal subtotal, BigDecimal discount, BigDecimal tax) {
        return new InvoiceLine(
                Ids.next(),
                number,
                line.productId(),
                line.productSku(),
                line.productName(),
                line.productUnit(),
                line.quantity(),
                line.unitPrice(),
                line.discountPercentage(),
                periods,
                subtotal,
                discount,
                tax,
                subtotal.subtract(discount).add(tax));
    }

    /** A billing period of a contract that no order stands behind. */
    static InvoiceLine of(BilledContract contract) {
        Money value = contract.valuePerPeriod();
        return plain(1, "Contract " + contract.contractNumber(), value, Money.zero(value.currency()));
    }

    /** An amount that no product stands behind. */
    static InvoiceLine plain(int number, String description, Money net, Money tax) {
        return new InvoiceLine(
                Ids.next(),
                number,
                null,
                null,
                description,
                null,
                1,
                net.amount(),
                BigDecimal.ZERO,
                1,
                net.amount(),
                Money.zero(net.currency()).amount(),
                tax.amount(),
                net.plus(tax).amount());
    }
}
