package io.tentabo.billing.order;

import io.smallrye.mutiny.Uni;
import io.tentabo.billing.contract.Activation;
import io.tentabo.billing.contract.ContractLine;
import io.tentabo.billing.contract.ContractView;
import io.tentabo.billing.contract.Contracts;
import io.tentabo.billing.trail.StatusHistory;
import io.tentabo.billing.trail.Subject;
import io.tentabo.billing.trail.Transition;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.OrderEvent;
import io.tentabo.model.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Moves orders on. Each step locks the order, so that of two at once one happens and the other sees its result. */
@ApplicationScoped
class OrderFlow {

    private final Transactions transactions;
    private final Journal journal;
    private final InstantSource clock;
    private final StatusHistory history;
    private final Contracts contracts;
    private final OrderCustomers customers;
    private final OrderPricing pricing;
    private final OrderClaims claims;

    OrderFlow(
            Transactions transactions,
            Journal journal,
            InstantSource clock,
            StatusHistory history,
            Contracts contracts,
            OrderCustomers customers,
            OrderPricing pricing,
            OrderClaims claims) {
        this.transactions = transactions;
        this.journal = journal;
        this.clock = clock;
        this.history = history;
        this.contracts = contracts;
        this.customers = customers;
        this.pricing = pricing;
        this.claims = claims;
    }

    /** A draft may have waited for long: its customer must still buy, and its lines be sold at their prices. */
    Uni<OrderView> submit(UUID id, @Nullable String ifMatch) {
        return move(id, ifMatch, "order.submitted", (order, now) -> order.submit(), (tx, order) -> customers
                .require(tx, order.customerId())
                .chain(() -> requirePresentPrices(tx, order)));
    }

    /** An order commits the vendor once it is sent: its customer must still buy. */
    Uni<OrderView> send(UUID id, @Nullable String ifMatch) {
        return move(id, ifMatch, "order.sent", Order::send, (tx, order) -> customers.require(tx, order.customerId()));
    }

    Uni<OrderView> fulfil(UUID id, @Nullable String ifMatch, FulfilmentStage stage) {
        return move(id, ifMatch, "order.fulfilled", (order, now) -> order.fulfil(stage, now));
    }

    Uni<OrderView> hold(UUID id, @Nullable String ifMatch, String reason) {
        return move(id, ifMatch, "order.held", (order, now) -> order.hold(reason));
    }

    Uni<OrderView> resume(UUID id, @Nullable String ifMatch) {
        return move(id, ifMatch, "order.resumed", (order, now) -> order.resume());
    }

    Uni<OrderView> cancel(UUID id, @Nullable String ifMatch, String reason) {
        return move(id, ifMatch, "order.cancelled", (order, now) -> order.cancel(reason, now), this::requireUnclaimed);
    }

    private Uni<Void> requirePresentPrices(Transaction tx, Order order) {
        return OrderRows.lines(tx, order.id(), order.currency())
                .chain(lines -> pricing.changes(tx, order.currency(), lines))
                .invoke(changes -> {
                    if (!changes.isEmpty()) {
                        throw OrderProblems.pricesChanged(changes);
                    }
                })
                .replaceWithVoid();
    }

    /** Whoever draws up an invoice shares the order's lock, so that none can appear until the transaction ends. */
    private Uni<Void> requireUnclaimed(Transaction tx, Order order) {
        return claims.existFor(tx, order.id())
                .invoke(claimed -> {
                    if (claimed) {
                        throw OrderProblems.invoiced();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<OrderView> move(
            UUID id, @Nullable String ifMatch, String action, BiFunction<Order, Instant, List<Transition>> step) {
        return move(id, ifMatch, action, step, (tx, order) -> Uni.createFrom().voidItem());
    }

    /** A status that forbids the step is told before a condition that does: it is the one that stays. */
    private Uni<OrderView> move(
            UUID id,
            @Nullable String ifMatch,
            String action,
            BiFunction<Order, Instant, List<Transition>> step,
            BiFunction<Transaction, Order, Uni<Void>> condition) {
        return transactions.write(tx -> OrderRows.lock(tx, id, ifMatch).chain(order -> {
            Instant now = clock.instant();
            OrderState before = order.state();
            List<Transition> steps = step.apply(order, now);
            return condition.apply(tx, order).chain(() -> tx.session().flush()).chain(() -> {
                AuditEntry record = AuditEntry.of(action, OrderRows.ENTITY, id, before, order.state());
                Uni<Void> writes = Uni.combine()
                        .all()
                        .unis(
                                history.record(tx, Subject.ORDER, id, now, steps),
                                journal.write(tx, record, Orders.event(order, OrderEvent.STATUS_CHANGED, now)))
                        .collectFailures()
                        .discardItems();
                return Orders.viewAfter(tx, order, writes);
            });
        }));
    }

    /** Makes a fulfilled order a contract, at most once. */
    Uni<ContractView> activate(UUID id, @Nullable String ifMatch, Activation activation) {
        return transactions.write(tx -> OrderRows.lock(tx, id, ifMatch).chain(order -> {
            Instant now = clock.instant();
            OrderState before = order.state();
            order.activate(now);
            return tx.session()
                    .flush()
                    .chain(() -> OrderRows.lines(tx, id, order.currency()))
                    .chain(lines -> contracts.activate(
                            tx,
                            new Contracts.ActivatedOrder(
                                    id,
                                    order.partnerId(),
                                    order.distributorId(),
                                    order.customerId(),
                                    contractLines(order, lines)),
                            activation))
                    .call(contract -> record(tx, order, before, contract.id(), now));
        }));
    }

    private Uni<Void> record(Transaction tx, Order order, OrderState before, UUID contractId, Instant now) {
        return journal.write(
                tx,
                AuditEntry.of("order.activated", OrderRows.ENTITY, order.id(), before, order.state()),
                new DomainEvent(OrderRows.ENTITY, order.id(), OrderEvent.ACTIVATED, order.event(contractId, now)));
    }

    private static List<ContractLine> contractLines(Order order, List<OrderLine> lines) {
        return lines.stream()
                .map(line -> new ContractLine(
                        line.pricePeriod().months(), line.periods(), new Money(line.total(), order.currency())))
                .toList();
    }
}
