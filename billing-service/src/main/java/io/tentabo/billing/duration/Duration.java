package io.tentabo.billing.duration;

import io.tentabo.model.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;

@Entity
@Table(name = "durations")
class Duration {

    private static final int PERCENTAGE_SCALE = 2;

    @Id
    private UUID id;

    @SuppressWarnings("UnusedVariable") // Written to the database.
    private UUID tenantId;

    private int months;
    private BigDecimal discountPercentage;
    private String name;

    @Version
    private int version;

    /** For Hibernate. */
    protected Duration() {}

    Duration(UUID tenantId, DurationFields fields) {
        this.id = Ids.next();
        this.tenantId = tenantId;
        change(fields);
    }

    final void change(DurationFields fields) {
        months = fields.months();
        discountPercentage = fields.discountPercentage().setScale(PERCENTAGE_SCALE, RoundingMode.UNNECESSARY);
        name = fields.name();
    }

    DurationFields fields() {
        return new DurationFields(months, discountPercentage, name);
    }

    DurationView view() {
        return new DurationView(id, version, months, discountPercentage, name);
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }
}
