package io.tentabo.billing.product;

import io.tentabo.billing.pricing.PriceList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A product as pricing sees it, with its price list in one currency. */
public record SoldProduct(
        UUID id, String sku, String name, @Nullable String type, String unit, boolean forSale, PriceList prices) {}
