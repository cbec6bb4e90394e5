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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes the lines of an order until it is sent. A change of one line leaves the prices of the others as they are. */
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
                    .replaceWith(() -> new Edit(
                            Stream.concat(lines.stream(), Stream.of(line)).toList(),
                            List.of(AuditEntry.created(ENTITY, line.id(), line.state())))));
        });
    }

    /** The line keeps its id and its place. */
    Uni<OrderView> replace(UUID orderId, UUID lineId, @Nullable String ifMatch, NewOrderLine request) {
        return edit(orderId, ifMatch, (tx, order, lines) -> {
            OrderLine old = find(lines, lineId);
            return price(tx, order, old.lineNumber(), request)
                    .map(priced -> priced.withId(lineId))
                    .chain(line -> rewrite(tx, orderId, lines, List.of(new PriceChange(old, line))));
        });
    }

    /** Lines whose price has changed since get their present one; the others, and agreed prices, stay. */
    Uni<OrderView> reprice(UUID orderId, @Nullable String ifMatch) {
        return edit(orderId, ifMatch, (tx, order, lines) -> pricing.changes(tx, order.currency(), lines)
                .chain(changes -> changes.isEmpty()
                        ? Uni.createFrom().item(new Edit(lines, List.of()))
                        : rewrite(tx, orderId, lines, changes)));
    }

    private static Uni<Edit> rewrite(Transaction tx, UUID orderId, List<OrderLine> lines, List<PriceChange> changes) {
        List<OrderLine> rewritten = changes.stream().map(PriceChange::now).toList();
        Map<UUID, OrderLine> byId = rewritten.stream().collect(Collectors.toMap(OrderLine::id, Function.identity()));
        List<AuditEntry> records = changes.stream()
                .map(change -> AuditEntry.updated(
                        ENTITY,
                        change.now().id(),
                        change.before().state(),
                        change.now().state()))
                .toList();
        return OrderRows.deleteLines(tx, orderId, rewritten)
                .chain(() -> OrderRows.insertLines(tx, orderId, rewritten))
                .replaceWith(() -> new Edit(
                        lines.stream()
                                .map(line -> byId.getOrDefault(line.id(), line))
                                .toList(),
                        records));
    }

    Uni<OrderView> delete(UUID orderId, UUID lineId, @Nullable String ifMatch) {
        return edit(orderId, ifMatch, (tx, order, lines) -> {
            OrderLine old = find(lines, lineId);
            if (lines.size() == 1) {
                throw OrderProblems.lastLine();
            }
            return OrderRows.deleteLines(tx, orderId, List.of(old))
                    .replaceWith(() -> new Edit(
                            lines.stream()
                                    .filter(line -> !line.id().equals(lineId))
                                    .toList(),
                            List.of(AuditEntry.deleted(ENTITY, lineId, old.state()))));
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
        if (edit.records().isEmpty()) {
            return Uni.createFrom()
                    .item(order.view(edit.lines(), tx.caller().scope().isStaff()));
        }
        OrderState before = order.state();
        Instant now = clock.instant();
        order.reprice(edit.lines(), now);
        return tx.session().flush().chain(() -> {
            List<AuditEntry> records = new ArrayList<>(edit.records());
            records.add(AuditEntry.updated(OrderRows.ENTITY, order.id(), before, order.state()));
            return journal.write(tx, records, Orders.event(order, OrderEvent.UPDATED, now))
                    .map(ignored -> order.view(edit.lines(), tx.caller().scope().isStaff()));
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

    /** What became of the lines, and what the audit records of it: nothing when nothing has changed. */
    private record Edit(List<OrderLine> lines, List<AuditEntry> records) {}

    @FunctionalInterface
    private interface LineEdit {

        Uni<Edit> apply(Transaction tx, Order order, List<OrderLine> lines);
    }
}
