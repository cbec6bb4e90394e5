package io.tentabo.billing.invoice;

import io.tentabo.billing.invoice.NewInvoice.Dates;
import io.tentabo.billing.trail.Transition;
import io.tentabo.kit.security.Caller;
import io.tentabo.model.Ids;
import io.tentabo.model.event.InvoiceEvent;
import io.tentabo.model.money.Money;
import io.vertx.mutiny.sqlclient.Tuple;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An invoice or a credit note, and its transitions; each answers the steps it took, for the history. */
@Entity
@Table(name = "invoices")
class Invoice {

    @Id
    private UUID id;

    private UUID tenantId;
    private String invoiceNumber;
    private @Nullable UUID contractId;
    private @Nullable UUID orderId;
    private @Nullable LocalDate periodStart;
    private @Nullable LocalDate periodEnd;

    @Enumerated(EnumType.STRING)
    private InvoiceStatus status;

    private @Nullable UUID createdBy;
    private @Nullable UUID partnerId;
    private @Nullable UUID distributorId;
    private @Nullable UUID customerId;
    private LocalDate invoiceDate;
    private LocalDate dueDate;
    private @Nullable LocalDate paidDate;
    private String currency;
    private BigDecimal subtotal;
    private BigDecimal discountAmount;
    private BigDecimal taxAmount;
    private BigDecimal totalAmount;
    private BigDecimal paidAmount;
    private BigDecimal creditedAmount;
    private @Nullable UUID creditNoteOf;
    private @Nullable String reason;
    private Instant createdAt;
    private @Nullable Instant sentAt;
    private @Nullable Instant viewedAt;

    @SuppressWarnings("UnusedVariable") // Written to the database.
    private @Nullable Instant cancelledAt;

    @Version
    private int version;

    /** For Hibernate. */
    protected Invoice() {}

    /** A draft without a number yet, whose totals are the sums of its lines. */
    Invoice(Caller caller, Billed billed, Dates dates, Instant now) {
        this.id = Ids.next();
        this.tenantId = caller.requireTenantId();
        this.invoiceNumber = "";
        this.contractId = billed.contractId();
        this.orderId = billed.orderId();
        this.periodStart = billed.period() == null ? null : billed.period().start();
        this.periodEnd = billed.period() == null ? null : billed.period().end();
        this.status = InvoiceStatus.DRAFT;
        this.createdBy = caller.userId();
        this.partnerId = billed.partnerId();
        this.distributorId = billed.distributorId();
        this.customerId = billed.customerId();
        this.invoiceDate = dates.invoiceDate();
        this.dueDate = dates.dueDate();
        this.currency = billed.currency().getCurrencyCode();
        this.subtotal = sum(billed.lines(), InvoiceLine::subtotal);
        this.discountAmount = sum(billed.lines(), InvoiceLine::discountAmount);
        this.taxAmount = sum(billed.lines(), InvoiceLine::taxAmount);
        this.totalAmount = sum(billed.lines(), InvoiceLine::total);
        this.paidAmount = BigDecimal.ZERO;
        this.creditedAmount = BigDecimal.ZERO;
        this.createdAt = now;
    }

    /**
     * A credit note over this invoice, sent at once, which takes off what it credits.
     *
     * @param amount with tax; all that is left when null
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 when more would be credited than was invoiced
     */
    CreditNote credit(Caller caller, @Nullable Money amount, String why, LocalDate today, Instant now) {
        requireInvoice();
        if (!status.isOpen() && status != InvoiceStatus.PAID) {
            throw InvoiceProblems.illegalTransition(invoiceNumber, status, "credited");
        }
        Money left = total().minus(money(creditedAmount));
        Money credited = amount == null ? left : amount;
        if (credited.amount().signum() <= 0 || credited.compareTo(left) > 0) {
            throw InvoiceProblems.exceedsTotal(left);
        }
        Money tax = taxOf(money(creditedAmount).plus(credited)).minus(taxOf(money(creditedAmount)));
        InvoiceLine line = InvoiceLine.plain(
                1, "Credit for " + invoiceNumber, credited.minus(tax).negated(), tax.negated());
        BillingPeriod period =
                periodStart == null || periodEnd == null ? null : new BillingPeriod(periodStart, periodEnd, 0, 0);
        Billed billed = new Billed(
                orderId, contractId, period, partnerId, distributorId, customerId, currency(), List.of(line));
        Invoice note = new Invoice(caller, billed, new Dates(today, today), now);
        note.creditNoteOf = id;
        note.status = InvoiceStatus.SENT;
        note.sentAt = now;
        note.reason = why;
        creditedAmount = money(creditedAmount).plus(credited).amount();
        return new CreditNote(note, line, settle(today));
    }

    /** A credit note with its only line, and what became of the invoice. */
    record CreditNote(Invoice note, InvoiceLine line, List<Transition> steps) {}

    /** The tax in a part of the total, rounded as a running sum, so that full credit gives back the whole tax. */
    private Money taxOf(Money part) {
        if (totalAmount.signum() == 0) {
            return Money.zero(currency());
        }
        BigDecimal tax = taxAmount
                .multiply(part.amount())
                .divide(totalAmount, currency().getDefaultFractionDigits(), RoundingMode.HALF_UP);
        return money(tax);
    }

    void number(String number) {
        this.invoiceNumber = number;
    }

    /** How its history begins. */
    Transition drawnUp() {
        return new Transition(null, status, reason);
    }

    /** Hands it out; nothing is due of an invoice over nothing. */
    List<Transition> send(Instant now) {
        if (status != InvoiceStatus.DRAFT) {
            throw InvoiceProblems.illegalTransition(invoiceNumber, status, "sent");
        }
        List<Transition> steps = new ArrayList<>(move(InvoiceStatus.SENT, null));
        sentAt = now;
        steps.addAll(settle(invoiceDate));
        return steps;
    }

    /** The recipient has opened it; what is more than that already is left as it is. */
    List<Transition> view(Instant now) {
        requireInvoice();
        if (status == InvoiceStatus.DRAFT || status == InvoiceStatus.CANCELLED) {
            throw InvoiceProblems.illegalTransition(invoiceNumber, status, "viewed");
        }
        viewedAt = viewedAt == null ? now : viewedAt;
        return status == InvoiceStatus.SENT ? move(InvoiceStatus.VIEWED, null) : List.of();
    }

    /** Withdraws what nothing has been paid or credited of. */
    List<Transition> cancel(String why, Instant now) {
        requireInvoice();
        if (status == InvoiceStatus.PARTIAL || status == InvoiceStatus.PAID || status == InvoiceStatus.CANCELLED) {
            throw InvoiceProblems.illegalTransition(invoiceNumber, status, "cancelled");
        }
        if (creditedAmount.signum() != 0) {
            throw InvoiceProblems.hasCredit(invoiceNumber);
        }
        reason = why;
        cancelledAt = now;
        return move(InvoiceStatus.CANCELLED, why);
    }

    /**
     * Takes a payment.
     *
     * @param settledOn the day of settlement when nothing is due any more
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 for another currency, or for more than is due
     */
    List<Transition> receive(Money amount, LocalDate settledOn) {
        requireInvoice();
        requireCurrency(amount);
        if (status == InvoiceStatus.DRAFT || status == InvoiceStatus.CANCELLED) {
            throw InvoiceProblems.illegalTransition(invoiceNumber, status, "paid");
        }
        if (amount.compareTo(balance()) > 0) {
            throw InvoiceProblems.exceedsBalance(balance());
        }
        paidAmount = money(paidAmount).plus(amount).amount();
        return settle(settledOn);
    }

    /** Gives back what a payment has brought; the caller makes sure that it brought as much. */
    List<Transition> refund(Money amount, LocalDate date) {
        paidAmount = money(paidAmount).minus(amount).amount();
        return settle(date);
    }

    /** Brings the status in line with what is due. */
    private List<Transition> settle(LocalDate date) {
        InvoiceStatus due = viewedAt == null ? InvoiceStatus.SENT : InvoiceStatus.VIEWED;
        InvoiceStatus next = balance().amount().signum() <= 0
                ? InvoiceStatus.PAID
                : paidAmount.signum() > 0 ? InvoiceStatus.PARTIAL : due;
        if (next == status) {
            return List.of();
        }
        paidDate = next == InvoiceStatus.PAID ? date : null;
        return move(next, null);
    }

    private List<Transition> move(InvoiceStatus next, @Nullable String why) {
        Transition step = new Transition(status, next, why);
        status = next;
        return List.of(step);
    }

    private void requireInvoice() {
        if (creditNoteOf != null) {
            throw InvoiceProblems.isCreditNote(invoiceNumber);
        }
    }

    private void requireCurrency(Money amount) {
        if (!amount.currency().equals(currency())) {
            throw InvoiceProblems.currencyMismatch(currency);
        }
    }

    /** What is due; negative when money is to be given back. */
    Money balance() {
        return creditNoteOf == null
                ? total().minus(money(creditedAmount)).minus(money(paidAmount))
                : Money.zero(currency());
    }

    /** What the audit records of it. */
    InvoiceState state() {
        return new InvoiceState(
                invoiceNumber,
                status,
                orderId,
                contractId,
                creditNoteOf,
                periodStart,
                periodEnd,
                partnerId,
                distributorId,
                customerId,
                invoiceDate,
                dueDate,
                paidDate,
                currency,
                total().amount(),
                money(paidAmount).amount(),
                money(creditedAmount).amount(),
                reason);
    }

    /** What other services learn of it. */
    InvoiceEvent event(Instant now) {
        return new InvoiceEvent(
                id,
                invoiceNumber,
                status.name(),
                creditNoteOf,
                orderId,
                contractId,
                partnerId,
                distributorId,
                customerId,
                periodStart,
                periodEnd,
                invoiceDate,
                dueDate,
                currency,
                total().amount(),
                money(paidAmount).amount(),
                balance().amount(),
                now,
                version);
    }

    /** Its values in the order of {@link InvoiceRows#INSERT}. */
    Tuple row() {
        return Tuple.from(Arrays.asList(
                id,
                tenantId,
                invoiceNumber,
                contractId,
                orderId,
                periodStart,
                periodEnd,
                status.name(),
                createdBy,
                partnerId,
                distributorId,
                customerId,
                invoiceDate,
                dueDate,
                currency,
                subtotal,
                discountAmount,
                taxAmount,
                totalAmount,
                creditNoteOf,
                reason,
                createdAt.atOffset(ZoneOffset.UTC),
                sentAt == null ? null : sentAt.atOffset(ZoneOffset.UTC),
                version));
    }

    SettledInvoice settled() {
        return new SettledInvoice(id, partnerId, distributorId, customerId);
    }

    private BigDecimal sum(List<InvoiceLine> lines, Function<InvoiceLine, BigDecimal> amount) {
        return lines.stream()
                .map(amount)
                .map(this::money)
                .reduce(Money.zero(currency()), Money::plus)
                .amount();
    }

    private Money money(BigDecimal amount) {
        return new Money(amount, currency());
    }

    private Money total() {
        return money(totalAmount);
    }

    final Currency currency() {
        return Money.currency(currency);
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }
}
