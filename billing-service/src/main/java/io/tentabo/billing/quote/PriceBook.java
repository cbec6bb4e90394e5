package io.tentabo.billing.quote;

import io.smallrye.mutiny.Uni;
import io.tentabo.billing.duration.Durations;
import io.tentabo.billing.duration.SoldDuration;
import io.tentabo.billing.pricing.LinePrice;
import io.tentabo.billing.product.Products;
import io.tentabo.billing.product.SoldProduct;
import io.tentabo.kit.tenancy.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prices baskets from the catalog as a transaction sees it. */
@ApplicationScoped
public class PriceBook {

    private final Products products;
    private final Durations durations;

    PriceBook(Products products, Durations durations) {
        this.products = products;
        this.durations = durations;
    }

    /**
     * Prices every item, in order. Three statements in one flight, however many items there are.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 for an unknown product or duration, for a product that is
     *     not for sale, and where there is no price
     */
    public Uni<List<PricedLine>> price(Transaction tx, Currency currency, List<BasketItem> items) {
        var productIds = items.stream().map(BasketItem::productId).collect(Collectors.toSet());
        var durationIds = items.stream()
                .map(BasketItem::durationId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return Uni.combine()
                .all()
                .unis(products.sold(tx, productIds, currency), durations.sold(tx, durationIds))
                .collectFailures()
                .with((sold, terms) -> items.stream()
                        .map(item -> price(item, sold, terms, currency))
                        .toList());
    }

    private static PricedLine price(
            BasketItem item, Map<UUID, SoldProduct> products, Map<UUID, SoldDuration> durations, Currency currency) {
        SoldProduct product = products.get(item.productId());
        if (product == null) {
            throw QuoteProblems.unknownProduct(item.productId());
        }
        if (!product.forSale()) {
            throw QuoteProblems.notForSale(product.sku());
        }
        SoldDuration duration = duration(item, durations);
        return new PricedLine(product, duration, price(item, product, duration, currency));
    }

    private static LinePrice price(
            BasketItem item, SoldProduct product, @Nullable SoldDuration duration, Currency currency) {
        if (item.agreedUnitPrice() != null) {
            return LinePrice.agreed(item.quantity(), item.agreedUnitPrice(), currency);
        }
        return duration == null
                ? product.prices().once(item.quantity())
                : product.prices().subscription(item.quantity(), duration.term());
    }

    private static @Nullable SoldDuration duration(BasketItem item, Map<UUID, SoldDuration> durations) {
        if (item.durationId() == null) {
            return null;
        }
        SoldDuration duration = durations.get(item.durationId());
        if (duration == null) {
            throw QuoteProblems.unknownDuration(item.durationId());
        }
        return duration;
    }
}
