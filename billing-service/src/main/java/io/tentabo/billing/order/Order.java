package io.tentabo.billing.order;

import io.tentabo.billing.trail.Transition;
import io.tentabo.kit.security.Caller;
import io.tentabo.model.Ids;
import io.tentabo.model.event.OrderEvent;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order and its transitions; each answers the steps it took, for the history. */
@Entity
@Table(name = "orders")
class Order {

    @Id
    private UUID id;

    private UUID tenantId;
    private String orderNumber;

    @Enumerated(EnumType.STRING)
    private OrderKind kind;

    @Enumerated(EnumType.STRING)
    private OrderStatus status;

    /** Null once it is submitted. */
    @Enumerated(EnumType.STRING)
    private @Nullable DraftOf draftOf;

    /** Where it stood when it was suspended. */
    @Enumerated(EnumType.STRING)
    private @Nullable OrderStatus heldFrom;

    private @Nullable UUID createdBy;
    private @Nullable UUID partnerId;
    private @Nullable UUID distributorId;
    private @Nullable UUID customerId;
    private @Nullable UUID leadId;
    private @Nullable String poNumber;
    private String currency;
    private BigDecimal subtotal;
    private BigDecimal discountAmount;
    private BigDecimal taxAmount;
    private BigDecimal shippingAmount;
    private BigDecimal totalAmount;
    private @Nullable LocalDate requestedDeliveryDate;
    private @Nullable String notesInternal;
    private @Nullable String cancelReason;
    private Instant createdAt;

    @SuppressWarnings("UnusedVariable") // Written to the database.
    private Instant updatedAt;

    private @Nullable Instant sentAt;
    private @Nullable Instant fulfilledAt;
    private @Nullable Instant cancelledAt;
    private @Nullable Instant activatedAt;

    @Version
    private int version;

    /** For Hibernate. */
    protected Order() {}

    /** A new order without a number yet. */
    Order(Caller caller, NewOrder request, OrderChannel.Parties parties, Instant now) {
        this.id = Ids.next();
        this.tenantId = caller.requireTenantId();
        this.orderNumber = "";
        this.kind = request.kind();
        this.status = request.draft() ? OrderStatus.DRAFT : kind.submitted();
        this.draftOf = request.draft() ? DraftOf.of(caller) : null;
        this.createdBy = caller.userId();
        this.partnerId = parties.partnerId();
        this.distributorId = parties.distributorId();
        this.customerId = request.customerId();
        this.leadId = request.leadId();
        this.poNumber = request.poNumber();
        this.currency = request.currency();
        this.requestedDeliveryDate = request.requestedDeliveryDate();
        this.notesInternal = request.notesInternal();
        this.createdAt = now;
        this.updatedAt = now;
        this.shippingAmount = Money.zero(currency()).amount();
        reprice(List.of(), now);
    }

    void number(String number) {
        this.orderNumber = number;
    }

    /** Takes over the sums of its lines. */
    final void reprice(List<OrderLine> lines, Instant now) {
        updatedAt = now;
        Money zero = Money.zero(currency());
        subtotal = sum(lines.stream().map(OrderLine::subtotal).toList());
        discountAmount = sum(lines.stream().map(OrderLine::discountAmount).toList());
        taxAmount = sum(lines.stream().map(OrderLine::taxAmount).toList());
        totalAmount = zero.plus(money(subtotal))
                .minus(money(discountAmount))
                .plus(money(taxAmount))
                .plus(money(shippingAmount))
                .amount();
    }

    void change(OrderFields fields) {
        requireOpen();
        poNumber = fields.poNumber();
        requestedDeliveryDate = fields.requestedDeliveryDate();
        customerId = fields.customerId();
        distributorId = fields.distributorId();
        notesInternal = fields.notesInternal();
    }

    /**
     * Lets changes pass that only an unsent order allows.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 once it is sent or cancelled
     */
    void requireOpen() {
        if (!kind.isOpen(status)) {
            throw OrderProblems.notOpen(orderNumber, status);
        }
    }

    /** How its history begins. */
    Transition placed() {
        return new Transition(null, status, null);
    }

    /** Completes a draft; from here on everyone sees it whose order it is. */
    List<Transition> submit() {
        List<Transition> steps = advance("submitted", kind.submitted(), 1);
        draftOf = null;
        return steps;
    }

    List<Transition> send(Instant now) {
        List<Transition> steps = advance("sent", kind.sent(), 1);
        sentAt = now;
        return steps;
    }

    /** Moves on in the fulfilment; completing it takes all the steps that are left. */
    List<Transition> fulfil(FulfilmentStage stage, Instant now) {
        OrderStatus target =
                switch (stage) {
                    case START -> kind.started();
                    case SHIP -> OrderStatus.SHIPPED;
                    case COMPLETE -> kind.fulfilled();
                };
        if (kind.isOpen(status)) {
            throw OrderProblems.illegalTransition(orderNumber, status, "fulfilled");
        }
        List<Transition> steps = advance("fulfilled", target, Integer.MAX_VALUE);
        if (status == kind.fulfilled()) {
            fulfilledAt = now;
        }
        return steps;
    }

    /** Suspends an order for goods. */
    List<Transition> hold(String reason) {
        if (!kind.canBeHeld(status)) {
            throw OrderProblems.illegalTransition(orderNumber, status, "put on hold");
        }
        heldFrom = status;
        return List.of(move(OrderStatus.ON_HOLD, reason));
    }

    /** Goes on where the order stood. */
    List<Transition> resume() {
        if (heldFrom == null) {
            throw OrderProblems.illegalTransition(orderNumber, status, "resumed");
        }
        Transition step = move(heldFrom, null);
        heldFrom = null;
        return List.of(step);
    }

    List<Transition> cancel(String reason, Instant now) {
        if (kind.isTerminal(status)) {
            throw OrderProblems.illegalTransition(orderNumber, status, "cancelled");
        }
        heldFrom = null;
        cancelReason = reason;
        cancelledAt = now;
        return List.of(move(OrderStatus.CANCELLED, reason));
    }

    /** Becomes a contract, once. */
    void activate(Instant now) {
        if (kind != OrderKind.SUBSCRIPTION) {
            throw OrderProblems.notActivatable(orderNumber);
        }
        if (activatedAt != null) {
            throw OrderProblems.alreadyActivated(orderNumber);
        }
        if (status != OrderStatus.FULFILLED) {
            throw OrderProblems.illegalTransition(orderNumber, status, "activated");
        }
        activatedAt = now;
    }

    /** Only what nobody has seen may vanish. */
    void requireDraft() {
        if (status != OrderStatus.DRAFT) {
            throw OrderProblems.notDraft(orderNumber, status);
        }
    }

    private List<Transition> advance(String what, OrderStatus target, int maxSteps) {
        List<OrderStatus> ahead = kind.stepsBetween(status, target);
        if (ahead.isEmpty() || ahead.size() > maxSteps) {
            throw OrderProblems.illegalTransition(orderNumber, status, what);
        }
        List<Transition> steps = new ArrayList<>();
        for (OrderStatus next : ahead) {
            steps.add(move(next, null));
        }
        return steps;
    }

    private Transition move(OrderStatus next, @Nullable String reason) {
        Transition step = new Transition(status, next, reason);
        status = next;
        return step;
    }

    OrderFields fields() {
        return new OrderFields(poNumber, requestedDeliveryDate, customerId, distributorId, notesInternal);
    }

    /** What the audit records of it. */
    OrderState state() {
        return new OrderState(
                orderNumber,
                kind,
                status,
                partnerId,
                distributorId,
                customerId,
                leadId,
                poNumber,
                requestedDeliveryDate,
                currency,
                money(totalAmount).amount(),
                notesInternal,
                cancelReason,
                activatedAt);
    }

    /** What other services learn of it. */
    OrderEvent event(@Nullable UUID contractId, Instant now) {
        return new OrderEvent(
                id,
                orderNumber,
                kind.name(),
                status.name(),
                leadId,
                partnerId,
                distributorId,
                customerId,
                contractId,
                currency,
                money(totalAmount).amount(),
                now,
                version);
    }

    OrderView view(List<OrderLine> lines, boolean withInternalNotes) {
        return new OrderView(
                id,
                orderNumber,
                kind,
                status,
                heldFrom,
                version,
                currency,
                money(subtotal).amount(),
                money(discountAmount).amount(),
                money(taxAmount).amount(),
                money(shippingAmount).amount(),
                money(totalAmount).amount(),
                leadId,
                partnerId,
                distributorId,
                customerId,
                poNumber,
                requestedDeliveryDate,
                withInternalNotes ? notesInternal : null,
                cancelReason,
                createdBy,
                createdAt,
                sentAt,
                fulfilledAt,
                cancelledAt,
                activatedAt,
                lines);
    }

    /** Its values in the order of {@link OrderRows#INSERT}. */
    Tuple row() {
        return Tuple.from(Arrays.asList(
                id,
                tenantId,
                orderNumber,
                kind.name(),
                status.name(),
                draftOf == null ? null : draftOf.name(),
                createdBy,
                partnerId,
                distributorId,
                customerId,
                leadId,
                poNumber,
                currency,
                subtotal,
                discountAmount,
                taxAmount,
                shippingAmount,
                totalAmount,
                requestedDeliveryDate,
                notesInternal,
                createdAt.atOffset(ZoneOffset.UTC),
                version));
    }

    private BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream()
                .map(this::money)
                .reduce(Money.zero(currency()), Money::plus)
                .amount();
    }

    private Money money(BigDecimal amount) {
        return new Money(amount, currency());
    }

    final Currency currency() {
        return Money.currency(currency);
    }

    UUID id() {
        return id;
    }

    OrderKind kind() {
        return kind;
    }

    int version() {
        return version;
    }

    @Nullable
    UUID partnerId() {
        return partnerId;
    }

    @Nullable
    UUID distributorId() {
        return distributorId;
    }

    @Nullable
    UUID customerId() {
        return customerId;
    }
}
