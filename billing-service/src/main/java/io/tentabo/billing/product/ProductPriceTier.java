package io.tentabo.billing.product;

import io.tentabo.billing.pricing.PricePeriod;
import io.tentabo.model.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "price_tiers")
class ProductPriceTier {

    private static final int PRICE_SCALE = 4;

    @Id
    private UUID id;

    @SuppressWarnings("UnusedVariable") // Written to the database.
    private UUID tenantId;

    private UUID productId;
    private String currency;

    @Enumerated(EnumType.STRING)
    private PricePeriod period;

    private int minQuantity;
    private @Nullable Integer maxQuantity;
    private BigDecimal pricePerUnit;

    @Version
    private int version;

    /** For Hibernate. */
    protected ProductPriceTier() {}

    ProductPriceTier(UUID tenantId, UUID productId, PriceTierFields fields) {
        this.id = Ids.next();
        this.tenantId = tenantId;
        this.productId = productId;
        change(fields);
    }

    final void change(PriceTierFields fields) {
        currency = fields.currency();
        period = fields.period();
        minQuantity = fields.minQuantity();
        maxQuantity = fields.maxQuantity();
        pricePerUnit = fields.pricePerUnit().setScale(PRICE_SCALE, RoundingMode.UNNECESSARY);
    }

    PriceTierFields fields() {
        return new PriceTierFields(currency, period, minQuantity, maxQuantity, pricePerUnit);
    }

    PriceTierView view() {
        return new PriceTierView(id, version, productId, currency, period, minQuantity, maxQuantity, pricePerUnit);
    }

    boolean belongsTo(UUID product) {
        return productId.equals(product);
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }
}
