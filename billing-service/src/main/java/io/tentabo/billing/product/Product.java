package io.tentabo.billing.product;

import io.tentabo.billing.pricing.TierMode;
import io.tentabo.model.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "products")
class Product {

    @Id
    private UUID id;

    @SuppressWarnings("UnusedVariable") // Written to the database.
    private UUID tenantId;

    private String sku;
    private String name;

    private @Nullable String type;
    private @Nullable String category;
    private String unit;
    private @Nullable String description;
    private @Nullable String brand;
    private @Nullable String varietal;
    private @Nullable Integer vintage;
    private @Nullable String region;

    @Enumerated(EnumType.STRING)
    private @Nullable AlcoholType alcoholType;

    private @Nullable BigDecimal alcoholPercent;

    @Enumerated(EnumType.STRING)
    private TierMode tierMode;

    @Enumerated(EnumType.STRING)
    private ProductStatus status;

    @Column(name = "is_sample")
    private boolean sample;

    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private int version;

    /** For Hibernate. */
    protected Product() {}

    Product(UUID tenantId, ProductFields fields, Instant now) {
        this.id = Ids.next();
        this.tenantId = tenantId;
        this.createdAt = now;
        change(fields, now);
    }

    final void change(ProductFields fields, Instant now) {
        sku = fields.sku();
        name = fields.name();
        type = fields.type();
        category = fields.category();
        unit = fields.unit();
        description = fields.description();
        brand = fields.brand();
        varietal = fields.varietal();
        vintage = fields.vintage();
        region = fields.region();
        alcoholType = fields.alcoholType();
        alcoholPercent = fields.alcoholPercent();
        tierMode = fields.tierMode();
        status = fields.status();
        sample = fields.sample();
        updatedAt = now;
    }

    ProductFields fields() {
        return new ProductFields(
                sku,
                name,
                type,
                category,
                unit,
                description,
                brand,
                varietal,
                vintage,
                region,
                alcoholType,
                alcoholPercent,
                tierMode,
                status,
                sample);
    }

    ProductView view() {
        return new ProductView(
                id,
                version,
                sku,
                name,
                type,
                category,
                unit,
                description,
                brand,
                varietal,
                vintage,
                region,
                alcoholType,
                alcoholPercent,
                tierMode,
                status,
                sample,
                createdAt,
                updatedAt);
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }
}
