package io.tentabo.billing.order;

import io.smallrye.mutiny.Uni;
import io.tentabo.billing.duration.SoldDuration;
import io.tentabo.billing.pricing.LinePrice;
import io.tentabo.billing.pricing.PricingExplanation;
import io.tentabo.billing.pricing.Totals;
import io.tentabo.billing.product.SoldProduct;
import io.tentabo.billing.quote.BasketItem;
import io.tentabo.billing.quote.PriceBook;
import io.tentabo.billing.quote.PricedLine;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.tenancy.SqlJson;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import io.tentabo.model.permission.Permissions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** Prices what is ordered, within the transaction that orders it. */
@ApplicationScoped
class OrderPricing {

    private static final int MAX_LINES = 200;

    private final PriceBook prices;
    private final SqlJson json;

    OrderPricing(PriceBook prices, SqlJson json) {
        this.prices = prices;
        this.json = json;
    }

    /**
     * New lines with their prices and snapshots, numbered from {@code firstNumber} on.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 for a unit price that the caller may not set, 422 for
     *     what does not fit the kind of order or has no price
     */
    Uni<List<OrderLine>> lines(
            Transaction tx, OrderKind kind, Currency currency, int firstNumber, List<NewOrderLine> requested) {
        if (firstNumber - 1 + requested.size() > MAX_LINES) {
            throw OrderProblems.tooManyLines(MAX_LINES);
        }
        for (int i = 0; i < requested.size(); i++) {
            requireFits(tx.caller(), kind, firstNumber + i, requested.get(i));
        }
        return priced(
                        tx,
                        currency,
                        requested.stream().map(NewOrderLine::basketItem).toList())
                .map(priced -> {
                    List<OrderLine> lines = new ArrayList<>(priced.size());
                    for (int i = 0; i < priced.size(); i++) {
                        lines.add(line(Ids.next(), firstNumber + i, priced.get(i)));
                    }
                    return lines;
                });
    }

    /**
     * Which of an order's lines would cost something else if they were ordered now. A price that was agreed on stays.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 for what is not for sale any more, or has no price
     */
    Uni<List<PriceChange>> changes(Transaction tx, Currency currency, List<OrderLine> lines) {
        return priced(tx, currency, lines.stream().map(this::basketItem).toList())
                .map(priced -> {
                    List<PriceChange> changes = new ArrayList<>();
                    for (int i = 0; i < priced.size(); i++) {
                        OrderLine before = lines.get(i);
                        OrderLine now = line(before.id(), before.lineNumber(), priced.get(i));
                        if (!now.costsTheSameAs(before)) {
                            changes.add(new PriceChange(before, now));
                        }
                    }
                    return changes;
                });
    }

    /** Prices items whose totals can be told: sums beyond what an order can hold are refused here. */
    private Uni<List<PricedLine>> priced(Transaction tx, Currency currency, List<BasketItem> items) {
        return prices.price(tx, currency, items)
                .invoke(priced ->
                        Totals.of(priced.stream().map(PricedLine::price).toList(), currency));
    }

    private BasketItem basketItem(OrderLine line) {
        boolean agreed =
                json.read(line.pricingExplanation(), PricingExplanation.class).hasAgreedPrice();
        return new BasketItem(line.productId(), line.durationId(), line.quantity(), agreed ? line.unitPrice() : null);
    }

    private static void requireFits(Caller caller, OrderKind kind, int number, NewOrderLine line) {
        boolean subscription = kind == OrderKind.SUBSCRIPTION;
        if (subscription && line.durationId() == null) {
            throw OrderProblems.durationRequired(number);
        }
        if (!subscription && line.durationId() != null) {
            throw OrderProblems.durationNotAllowed(number);
        }
        if (line.unitPrice() != null && (subscription || !caller.may(Permissions.ORDERS_MANAGE))) {
            throw OrderProblems.priceNotAgreed(number);
        }
    }

    private OrderLine line(UUID id, int number, PricedLine priced) {
        SoldProduct product = priced.product();
        SoldDuration duration = priced.duration();
        LinePrice price = priced.price();
        return new OrderLine(
                id,
                number,
                product.id(),
                duration == null ? null : duration.id(),
                product.sku(),
                product.name(),
                product.type(),
                product.unit(),
                duration == null ? null : duration.term().months(),
                price.quantity(),
                price.unitPrice(),
                price.discountPercentage(),
                price.period(),
                price.periods(),
                price.subtotal().amount(),
                price.discount().amount(),
                price.tax().amount(),
                price.total().amount(),
                json.write(price.explanation()));
    }
}
