package io.tentabo.billing.payment;

import io.tentabo.billing.invoice.SettledInvoice;
import io.tentabo.kit.security.Caller;
import io.tentabo.model.Ids;
import io.tentabo.model.event.PaymentEvent;
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
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A payment; changed only under the lock of its invoice. */
@Entity
@Table(name = "payments")
class Payment {

    @Id
    private UUID id;

    private UUID tenantId;
    private String paymentNumber;
    private UUID invoiceId;
    private String currency;
    private BigDecimal amount;
    private BigDecimal refundedAmount;

    @Enumerated(EnumType.STRING)
    private PaymentMethod method;

    private LocalDate paymentDate;
    private @Nullable String reference;

    @Enumerated(EnumType.STRING)
    private PaymentStatus status;

    private @Nullable String refundReason;
    private @Nullable UUID createdBy;
    private Instant createdAt;

    @Version
    private int version;

    /** For Hibernate. */
    protected Payment() {}

    /** A received payment without a number yet. */
    Payment(Caller caller, UUID invoiceId, NewPayment request, LocalDate paymentDate, Instant now) {
        this.id = Ids.next();
        this.tenantId = caller.requireTenantId();
        this.paymentNumber = "";
        this.invoiceId = invoiceId;
        this.currency = request.currency();
        this.amount = request.money().amount();
        this.refundedAmount = BigDecimal.ZERO;
        this.method = request.method();
        this.paymentDate = paymentDate;
        this.reference = request.reference();
        this.status = PaymentStatus.COMPLETED;
        this.createdBy = caller.userId();
        this.createdAt = now;
    }

    void number(String number) {
        this.paymentNumber = number;
    }

    /**
     * Gives back a part or all of it.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 for more than is left of it
     */
    void refund(Money refunded, String reason) {
        Money left =
                status == PaymentStatus.COMPLETED ? money(amount).minus(money(refundedAmount)) : Money.zero(currency());
        if (refunded.compareTo(left) > 0) {
            throw PaymentProblems.refundExceedsPayment(left);
        }
        refundedAmount = money(refundedAmount).plus(refunded).amount();
        refundReason = reason;
        if (refunded.equals(left)) {
            status = PaymentStatus.REFUNDED;
        }
    }

    /** What other services learn of it. */
    PaymentEvent event(SettledInvoice invoice, Instant now) {
        return new PaymentEvent(
                id,
                paymentNumber,
                status.name(),
                invoiceId,
                invoice.partnerId(),
                invoice.distributorId(),
                invoice.customerId(),
                method.name(),
                paymentDate,
                currency,
                money(amount).amount(),
                money(refundedAmount).amount(),
                now,
                version);
    }

    PaymentView view() {
        return new PaymentView(
                id,
                paymentNumber,
                invoiceId,
                status,
                version,
                currency,
                money(amount).amount(),
                money(refundedAmount).amount(),
                method,
                paymentDate,
                reference,
                refundReason,
                createdBy,
                createdAt);
    }

    /** Its values in the order of {@link PaymentRows#INSERT}. */
    Tuple row() {
        return Tuple.from(Arrays.asList(
                id,
                tenantId,
                paymentNumber,
                invoiceId,
                currency,
                amount,
                method.name(),
                paymentDate,
                reference,
                status.name(),
                createdBy,
                createdAt.atOffset(ZoneOffset.UTC),
                version));
    }

    private Money money(BigDecimal value) {
        return new Money(value, currency());
    }

    Currency currency() {
        return Money.currency(currency);
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }
}
