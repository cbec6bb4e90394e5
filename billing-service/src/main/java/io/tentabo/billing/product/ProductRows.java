package io.tentabo.billing.product;

import io.tentabo.billing.pricing.PricePeriod;
import io.tentabo.billing.pricing.PriceTier;
import io.tentabo.billing.pricing.TierMode;
import io.vertx.mutiny.sqlclient.Row;

/** The queries that read the catalog into records, and how their rows are read. */
final class ProductRows {

    static final String SELECT = """
            SELECT p.id, p.version, p.sku, p.name, p.type, p.category, p.unit, p.description, p.brand, p.varietal,
                   p.vintage, p.region, p.alcohol_type, p.alcohol_percent, p.tier_mode, p.status, p.is_sample,
                   p.created_at, p.updated_at
            FROM products p
            """;

    static final String SELECT_TIERS = """
            SELECT t.id, t.version, t.product_id, t.currency, t.period, t.min_quantity, t.max_quantity, t.price_per_unit
            FROM price_tiers t
            WHERE t.product_id = $1
            ORDER BY t.currency, t.period, t.min_quantity
            """;

    static final String SELECT_SOLD = """
            SELECT p.id, p.sku, p.name, p.type, p.unit, p.tier_mode, p.status
            FROM products p
            WHERE p.id = ANY ($1)
            """;

    static final String SELECT_SOLD_TIERS = """
            SELECT t.product_id, t.period, t.min_quantity, t.max_quantity, t.price_per_unit
            FROM price_tiers t
            WHERE t.product_id = ANY ($1) AND t.currency = $2
            """;

    private ProductRows() {}

    static ProductView view(Row row) {
        String alcoholType = row.getString("alcohol_type");
        return new ProductView(
                row.getUUID("id"),
                row.getInteger("version"),
                row.getString("sku"),
                row.getString("name"),
                row.getString("type"),
                row.getString("category"),
                row.getString("unit"),
                row.getString("description"),
                row.getString("brand"),
                row.getString("varietal"),
                row.getInteger("vintage"),
                row.getString("region"),
                alcoholType == null ? null : AlcoholType.valueOf(alcoholType),
                row.getBigDecimal("alcohol_percent"),
                TierMode.valueOf(row.getString("tier_mode")),
                ProductStatus.valueOf(row.getString("status")),
                row.getBoolean("is_sample"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    static PriceTierView tierView(Row row) {
        return new PriceTierView(
                row.getUUID("id"),
                row.getInteger("version"),
                row.getUUID("product_id"),
                row.getString("currency"),
                PricePeriod.valueOf(row.getString("period")),
                row.getInteger("min_quantity"),
                row.getInteger("max_quantity"),
                row.getBigDecimal("price_per_unit"));
    }

    static PriceTier tier(Row row) {
        return new PriceTier(
                PricePeriod.valueOf(row.getString("period")),
                row.getInteger("min_quantity"),
                row.getInteger("max_quantity"),
                row.getBigDecimal("price_per_unit"));
    }
}
