package io.tentabo.billing.quote;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Currency;
import java.util.List;

/** Prices that are asked for and not kept. */
@ApplicationScoped
class PriceQuotes {

    private final Transactions transactions;
    private final PriceBook prices;

    PriceQuotes(Transactions transactions, PriceBook prices) {
        this.transactions = transactions;
        this.prices = prices;
    }

    Uni<PriceQuote> quote(PriceQuoteRequest request) {
        Currency currency = Money.currency(request.currency());
        List<BasketItem> items =
                request.items().stream().map(PriceQuoteRequest.Item::basketItem).toList();
        return transactions.read(tx -> prices.price(tx, currency, items)).map(lines -> PriceQuote.of(currency, lines));
    }
}
