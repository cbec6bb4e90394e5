package io.tentabo.billing.contract;

import io.tentabo.billing.trail.Transition;
import io.tentabo.model.Ids;
import io.tentabo.model.event.ContractEvent;
import io.tentabo.model.money.Money;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "contracts")
class Contract {

    @Id
    private UUID id;

    private UUID tenantId;
    private String contractNumber;
    private @Nullable UUID orderId;

    @Enumerated(EnumType.STRING)
    private ContractType contractType;

    @Enumerated(EnumType.STRING)
    private ContractStatus status;

    private @Nullable UUID userId;
    private @Nullable UUID partnerId;
    private @Nullable UUID distributorId;
    private @Nullable UUID customerId;
    private LocalDate activationDate;
    private LocalDate expirationDate;
    private int periodicityMonths;
    private BigDecimal valuePerPeriod;
    private BigDecimal totalValue;
    private String currency;
    private @Nullable String notesInternal;
    private Instant createdAt;

    @Version
    private int version;

    /** For Hibernate. */
    protected Contract() {}

    /** A new, active contract without a number yet. */
    Contract(
            UUID tenantId,
            @Nullable UUID orderId,
            Parties parties,
            ContractFields fields,
            ContractTerms terms,
            Instant now) {
        this.id = Ids.next();
        this.tenantId = tenantId;
        this.contractNumber = "";
        this.orderId = orderId;
        this.status = ContractStatus.ACTIVE;
        this.partnerId = parties.partnerId();
        this.distributorId = parties.distributorId();
        this.customerId = parties.customerId();
        this.activationDate = terms.activationDate();
        this.expirationDate = terms.expirationDate();
        this.periodicityMonths = terms.periodicityMonths();
        this.valuePerPeriod = terms.valuePerPeriod().amount();
        this.totalValue = terms.totalValue().amount();
        this.currency = terms.totalValue().currency().getCurrencyCode();
        this.createdAt = now;
        change(fields);
    }

    /** Whom it is with. */
    record Parties(
            @Nullable UUID partnerId,
            @Nullable UUID distributorId,
            @Nullable UUID customerId) {}

    void number(String number) {
        this.contractNumber = number;
    }

    final void change(ContractFields fields) {
        contractType = fields.contractType();
        userId = fields.userId();
        notesInternal = fields.notesInternal();
    }

    ContractFields fields() {
        return new ContractFields(contractType, userId, notesInternal);
    }

    /** How its history begins. */
    Transition activated() {
        return new Transition(null, status, null);
    }

    /** What other services learn of it. */
    ContractEvent event(Instant now) {
        return new ContractEvent(
                id,
                contractNumber,
                status.name(),
                orderId,
                partnerId,
                distributorId,
                customerId,
                activationDate,
                expirationDate,
                currency,
                money(totalValue),
                now,
                version);
    }

    ContractView view(boolean withInternalNotes) {
        return new ContractView(
                id,
                contractNumber,
                orderId,
                contractType,
                status,
                version,
                userId,
                partnerId,
                distributorId,
                customerId,
                activationDate,
                expirationDate,
                periodicityMonths,
                money(valuePerPeriod),
                money(totalValue),
                currency,
                withInternalNotes ? notesInternal : null,
                createdAt);
    }

    /** Its values in the order of {@link ContractRows#INSERT}. */
    Tuple row() {
        return Tuple.from(Arrays.asList(
                id,
                tenantId,
                contractNumber,
                orderId,
                contractType.name(),
                status.name(),
                userId,
                partnerId,
                distributorId,
                customerId,
                activationDate,
                expirationDate,
                periodicityMonths,
                valuePerPeriod,
                totalValue,
                currency,
                notesInternal,
                createdAt.atOffset(ZoneOffset.UTC),
                version));
    }

    private BigDecimal money(BigDecimal amount) {
        return new Money(amount, Money.currency(currency)).amount();
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }
}
