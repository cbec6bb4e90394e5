package io.tentabo.billing.order;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.OrderEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes the lines of an order until it is sent. Each change prices anew only the line that it is about. */
@ApplicationScoped
class OrderLines {

    private static final String ENTITY = "order-item";

    private final Transactions transactions;
    private final OrderPricing pricing;
    private final Journal journal;
    private final InstantSource clock;

    OrderLines(Transactions transactions, OrderPricing pricing, Journal journal, InstantSource clock) {
        this.transactions = transactions;
        this.pricing = pricing;
        this.journal = journal;
        this.clock = clock;
    }

    Uni<OrderView> add(UUID orderId, @Nullable String ifMatch, NewOrderLine request) {
        return edit(orderId, ifMatch, (tx, order, lines) -> {
            int number = lines.isEmpty() ? 1 : lines.getLast().lineNumber() + 1;
            return price(tx, order, number, request).chain(line -> OrderRows.insertLines(tx, orderId, List.of(line))
                    .replaceWith(
                            () -> new Edit(with(lines, line), AuditEntry.created(ENTITY, line.id(), line.state()))));
        });
    }

    /** The line keeps its id and its place. */
    Uni<OrderView> replace(UUID orderId, UUID lineId, @Nullable String ifMatch, NewOrderLine request) {
        return edit(orderId, ifMatch, (tx, order, lines) -> {
            OrderLine old = find(lines, lineId);
            return price(tx, order, old.lineNumber(), request)
                    .map(priced -> priced.withId(lineId))
                    .chain(line -> OrderRows.deleteLine(tx, orderId, lineId)
                            .chain(() -> OrderRows.insertLines(tx, orderId, List.of(line)))
                            .replaceWith(() -> new Edit(
                                    with(without(lines, lineId), line),
                                    AuditEntry.updated(ENTITY, lineId, old.state(), line.state()))));
        });
    }

    Uni<OrderView> delete(UUID orderId, UUID lineId, @Nullable String ifMatch) {
        return edit(orderId, ifMatch, (tx, order, lines) -> {
            OrderLine old = find(lines, lineId);
            if (lines.size() == 1) {
                throw OrderProblems.lastLine();
            }
            return OrderRows.deleteLine(tx, orderId, lineId)
                    .replaceWith(
                            () -> new Edit(without(lines, lineId), AuditEntry.deleted(ENTITY, lineId, old.state())));
        });
    }

    private Uni<OrderView> edit(UUID orderId, @Nullable String ifMatch, LineEdit work) {
        return transactions.write(tx -> OrderRows.lock(tx, orderId, ifMatch)
                .invoke(Order::requireOpen)
                .chain(order -> OrderRows.lines(tx, orderId, order.currency())
                        .chain(lines -> work.apply(tx, order, lines))
                        .chain(edit -> finish(tx, order, edit))));
    }

    private Uni<OrderView> finish(Transaction tx, Order order, Edit edit) {
        OrderState before = order.state();
        Instant now = clock.instant();
        order.reprice(edit.lines(), now);
        return tx.session().flush().chain(() -> {
            List<AuditEntry> records =
                    List.of(edit.record(), AuditEntry.updated(OrderRows.ENTITY, order.id(), before, order.state()));
            return journal.write(tx, records, Orders.event(order, OrderEvent.UPDATED, now))
                    .map(ignored -> order.view(edit.lines(), Orders.isStaff(tx.caller())));
        });
    }

    private Uni<OrderLine> price(Transaction tx, Order order, int number, NewOrderLine request) {
        return pricing.lines(tx, order.kind(), order.currency(), number, List.of(request))
                .map(List::getFirst);
    }

    private static OrderLine find(List<OrderLine> lines, UUID id) {
        return lines.stream()
                .filter(line -> line.id().equals(id))
                .findFirst()
                .orElseThrow(() -> CommonProblems.notFound("item", id));
    }

    private static List<OrderLine> with(List<OrderLine> lines, OrderLine added) {
        List<OrderLine> all = new ArrayList<>(lines);
        all.add(added);
        all.sort(Comparator.comparingInt(OrderLine::lineNumber));
        return all;
    }

    private static List<OrderLine> without(List<OrderLine> lines, UUID id) {
        return lines.stream().filter(line -> !line.id().equals(id)).toList();
    }

    /** What became of the lines, and what the audit records of it. */
    private record Edit(List<OrderLine> lines, AuditEntry record) {}

    @FunctionalInterface
    private interface LineEdit {

        Uni<Edit> apply(Transaction tx, Order order, List<OrderLine> lines);
    }
}
