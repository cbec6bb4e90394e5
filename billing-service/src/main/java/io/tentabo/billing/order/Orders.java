package io.tentabo.billing.order;

import static io.tentabo.kit.problem.ConstraintViolations.violates;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.billing.channel.ChannelScope;
import io.tentabo.billing.number.DocumentNumbers;
import io.tentabo.billing.tenant.TenantSettings;
import io.tentabo.billing.trail.StatusHistory;
import io.tentabo.billing.trail.Subject;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.OrderEvent;
import io.tentabo.model.money.Money;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders: placing, reading and editing them. What moves them on is {@link OrderFlow}. */
@ApplicationScoped
class Orders {

    private static final String NUMBER_PREFIX = "ORD";
    /** Of a lead, for whoever the lead belongs to. */
    private static final String ONE_LIVE_ORDER = "uq_orders_live_lead";

    private static final String EXISTS = "SELECT FROM orders o WHERE o.id = $1";

    private final Transactions transactions;
    private final Cursors cursors;
    private final MergePatch mergePatch;
    private final Journal journal;
    private final InstantSource clock;
    private final OrderPricing pricing;
    private final TenantSettings settings;
    private final OrderChannel channel;
    private final OrderCustomers customers;
    private final StatusHistory history;

    Orders(
            Transactions transactions,
            Cursors cursors,
            MergePatch mergePatch,
            Journal journal,
            InstantSource clock,
            OrderPricing pricing,
            TenantSettings settings,
            OrderChannel channel,
            OrderCustomers customers,
            StatusHistory history) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.mergePatch = mergePatch;
        this.journal = journal;
        this.clock = clock;
        this.pricing = pricing;
        this.settings = settings;
        this.channel = channel;
        this.customers = customers;
        this.history = history;
    }

    Uni<Page<OrderSummary>> list(OrderFilter filter, PageRequest page) {
        KeysetQuery query = filter.apply(KeysetQuery.of("orders", OrderRows.SELECT_SUMMARY));
        return ChannelScope.narrow(query, CallerContext.current(), "o", "created_by")
                .sorts(
                        "-createdAt",
                        SortKey.timestamp("createdAt", "o.created_at"),
                        SortKey.text("orderNumber", "o.order_number"))
                .tieBreak("o.id")
                .fetch(transactions, cursors, page, OrderRows::summary);
    }

    /** The order and its lines, by two statements in one flight. */
    Uni<OrderView> get(UUID id) {
        return transactions.read(tx -> Uni.combine()
                .all()
                .unis(tx.query(OrderRows.SELECT, Tuple.of(id)), OrderRows.lineRows(tx, id))
                .collectFailures()
                .with((orders, lines) -> {
                    for (Row row : orders) {
                        return OrderRows.view(row, lines, tx.caller().scope().isStaff());
                    }
                    throw CommonProblems.notFound(OrderRows.ENTITY, id);
                }));
    }

    /**
     * Lets pass what is about an order that the caller sees.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is no such order for the caller
     */
    Uni<Void> requireVisible(UUID id) {
        return transactions
                .read(EXISTS, Tuple.of(id))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw CommonProblems.notFound(OrderRows.ENTITY, id);
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Places an order. Its lines are priced by what the transaction sees of the catalog, in a number of statements that
     * does not grow with them: one flight to price, one to insert the order under a free number, and one for the rest.
     */
    Uni<OrderView> create(NewOrder request) {
        return transactions.write(tx -> {
            requireStaffForNotes(tx.caller(), request.notesInternal() != null);
            OrderChannel.Parties parties = OrderChannel.parties(tx.caller(), request);
            var lines = pricing.lines(tx, request.kind(), Money.currency(request.currency()), 1, request.items());
            return Uni.combine()
                    .all()
                    .unis(
                            lines,
                            settings.today(tx),
                            channel.require(tx, parties),
                            customers.require(tx, request.customerId()))
                    .collectFailures()
                    .asTuple()
                    .chain(priced -> insert(tx, request, parties, priced.getItem1(), priced.getItem2()));
        });
    }

    private Uni<OrderView> insert(
            Transaction tx, NewOrder request, OrderChannel.Parties parties, List<OrderLine> lines, LocalDate today) {
        Instant now = clock.instant();
        Order order = new Order(tx.caller(), request, parties, now);
        order.reprice(lines, now);
        return DocumentNumbers.insert(NUMBER_PREFIX, today, number -> {
                    order.number(number);
                    return tx.update(OrderRows.INSERT, order.row());
                })
                .onFailure(violates(ONE_LIVE_ORDER))
                .transform(failure -> OrderProblems.leadAlreadyOrdered())
                .chain(() -> Uni.combine()
                        .all()
                        .unis(
                                OrderRows.insertLines(tx, order.id(), lines),
                                history.record(tx, Subject.ORDER, order.id(), now, List.of(order.placed())),
                                journal.write(
                                        tx,
                                        AuditEntry.created(OrderRows.ENTITY, order.id(), order.state()),
                                        event(order, OrderEvent.CREATED, now)))
                        .collectFailures()
                        .discardItems())
                .map(ignored -> order.view(lines, tx.caller().scope().isStaff()));
    }

    Uni<OrderView> change(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> OrderRows.lock(tx, id, ifMatch).chain(order -> {
            requireStaffForNotes(tx.caller(), patch.has("notesInternal"));
            OrderState before = order.state();
            UUID formerCustomer = order.customerId();
            order.change(mergePatch.apply(order.fields(), patch, OrderFields.class));
            Uni<Void> kept = patch.has("distributorId")
                    ? channel.require(tx, new OrderChannel.Parties(order.partnerId(), order.distributorId()))
                    : Uni.createFrom().voidItem();
            Uni<Void> sold = Objects.equals(order.customerId(), formerCustomer)
                    ? Uni.createFrom().voidItem()
                    : customers.require(tx, order.customerId());
            return kept.chain(() -> sold)
                    .chain(() -> tx.session().flush())
                    .onFailure(violates(ONE_LIVE_ORDER))
                    .transform(failure -> OrderProblems.leadAlreadyOrdered())
                    .chain(() -> viewAfter(
                            tx,
                            order,
                            journal.write(
                                    tx,
                                    AuditEntry.updated(OrderRows.ENTITY, id, before, order.state()),
                                    event(order, OrderEvent.UPDATED, clock.instant()))));
        }));
    }

    /** Deletes a draft with its lines, history and notes; any other order is cancelled instead. */
    Uni<Void> delete(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> OrderRows.lock(tx, id, ifMatch).chain(order -> {
            order.requireDraft();
            Instant now = clock.instant();
            return tx.session()
                    .remove(order)
                    .chain(() -> tx.session().flush())
                    .chain(() -> journal.write(
                            tx,
                            AuditEntry.deleted(OrderRows.ENTITY, id, order.state()),
                            event(order, OrderEvent.DELETED, now)));
        }));
    }

    /** The order as it is now, read in one flight with the last writes. */
    static Uni<OrderView> viewAfter(Transaction tx, Order order, Uni<Void> writes) {
        return Uni.combine()
                .all()
                .unis(writes, OrderRows.lines(tx, order.id(), order.currency()))
                .collectFailures()
                .with((ignored, lines) -> order.view(lines, tx.caller().scope().isStaff()));
    }

    static DomainEvent event(Order order, String type, Instant now) {
        return new DomainEvent(OrderRows.ENTITY, order.id(), type, order.event(null, now));
    }

    private static void requireStaffForNotes(Caller caller, boolean writesNotes) {
        if (writesNotes && !caller.scope().isStaff()) {
            throw OrderProblems.notesAreInternal();
        }
    }
}
