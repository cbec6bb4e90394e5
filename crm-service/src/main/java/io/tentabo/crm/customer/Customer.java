package io.tentabo.crm.customer;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.model.Ids;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A customer and what may be done with it. */
@Entity
@Table(name = "customers")
class Customer {

    private static final int CREDIT_SCALE = 2;

    @Id
    private UUID id;

    @Column(updatable = false)
    private UUID tenantId;

    private String accountNumber;
    private String companyName;
    private @Nullable String tradeName;

    @Enumerated(EnumType.STRING)
    private CustomerStatus status;

    private @Nullable String statusReason;
    private @Nullable String tier;
    private @Nullable String licenseNumber;
    private @Nullable String licenseState;
    private @Nullable LocalDate licenseExpiry;
    private @Nullable String paymentTerms;
    private @Nullable BigDecimal creditLimit;
    private @Nullable String creditCurrency;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Address billingAddress;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Address shippingAddress;

    private @Nullable UUID ownerId;
    private @Nullable UUID partnerId;
    private @Nullable String notes;

    @Column(updatable = false)
    private @Nullable UUID createdBy;

    @Column(updatable = false)
    private Instant createdAt;

    private Instant updatedAt;

    @Version
    private int version;

    /** For Hibernate. */
    protected Customer() {}

    /** @throws HttpProblem 422 as {@link #edit} does */
    Customer(UUID tenantId, @Nullable UUID createdBy, CustomerFields fields, Instant now) {
        this.id = Ids.next();
        this.tenantId = tenantId;
        this.status = CustomerStatus.ACTIVE;
        this.createdBy = createdBy;
        this.createdAt = now;
        edit(fields, now);
    }

    void number(String number) {
        accountNumber = number;
    }

    /** @throws HttpProblem 422 for a credit limit without currency, or a currency without limit */
    final void edit(CustomerFields fields, Instant now) {
        BigDecimal limit = fields.creditLimit();
        if ((limit == null) != (fields.creditCurrency() == null)) {
            throw CustomerProblems.creditIncomplete();
        }
        accountNumber = fields.accountNumber();
        companyName = fields.companyName().strip();
        tradeName = fields.tradeName();
        tier = fields.tier();
        licenseNumber = fields.licenseNumber();
        licenseState = fields.licenseState();
        licenseExpiry = fields.licenseExpiry();
        paymentTerms = fields.paymentTerms();
        creditLimit = limit == null ? null : limit.setScale(CREDIT_SCALE, RoundingMode.UNNECESSARY);
        creditCurrency = fields.creditCurrency();
        billingAddress = fields.billingAddress();
        shippingAddress = fields.shippingAddress();
        ownerId = fields.ownerId();
        partnerId = fields.partnerId();
        notes = fields.notes();
        updatedAt = now;
    }

    /** @throws HttpProblem 409 when it has that status, 422 when it is suspended without a reason */
    void changeStatus(CustomerStatus target, @Nullable String reason, Instant now) {
        if (status == target) {
            throw CustomerProblems.statusUnchanged(target);
        }
        if (target == CustomerStatus.SUSPENDED && (reason == null || reason.isBlank())) {
            throw CustomerProblems.reasonRequired();
        }
        status = target;
        statusReason = reason;
        updatedAt = now;
    }

    CustomerFields fields() {
        return new CustomerFields(
                accountNumber,
                companyName,
                tradeName,
                tier,
                licenseNumber,
                licenseState,
                licenseExpiry,
                paymentTerms,
                creditLimit,
                creditCurrency,
                billingAddress,
                shippingAddress,
                ownerId,
                partnerId,
                notes);
    }

    CustomerState state() {
        return new CustomerState(status, statusReason);
    }

    CustomerView view(boolean withInternals) {
        return new CustomerView(
                id,
                accountNumber,
                companyName,
                tradeName,
                status,
                withInternals ? statusReason : null,
                tier,
                licenseNumber,
                licenseState,
                licenseExpiry,
                paymentTerms,
                creditLimit,
                creditCurrency,
                billingAddress,
                shippingAddress,
                ownerId,
                partnerId,
                withInternals ? notes : null,
                createdBy,
                createdAt,
                updatedAt,
                version);
    }

    /** Its values in the order of {@link CustomerQueries#INSERT}. */
    Tuple row() {
        return Tuple.from(Arrays.asList(
                id,
                tenantId,
                accountNumber,
                companyName,
                tradeName,
                status.name(),
                tier,
                licenseNumber,
                licenseState,
                licenseExpiry,
                paymentTerms,
                creditLimit,
                creditCurrency,
                Address.json(billingAddress),
                Address.json(shippingAddress),
                ownerId,
                partnerId,
                notes,
                createdBy,
                createdAt.atOffset(ZoneOffset.UTC),
                updatedAt.atOffset(ZoneOffset.UTC),
                version));
    }

    UUID id() {
        return id;
    }

    CustomerStatus status() {
        return status;
    }

    int version() {
        return version;
    }
}
