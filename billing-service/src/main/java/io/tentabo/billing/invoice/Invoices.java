package io.tentabo.billing.invoice;

import static io.tentabo.kit.problem.ConstraintViolations.violates;

import io.smallrye.mutiny.Uni;
import io.tentabo.billing.channel.ChannelScope;
import io.tentabo.billing.number.DocumentNumbers;
import io.tentabo.billing.tenant.TenantSettings;
import io.tentabo.billing.trail.StatusHistory;
import io.tentabo.billing.trail.Subject;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.InvoiceEvent;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Invoices: drawing them up and reading them. What moves them on is {@link InvoiceFlow}. */
@ApplicationScoped
class Invoices {

    private static final String EXISTS = "SELECT FROM invoices i WHERE i.id = $1";

    private final Transactions transactions;
    private final Cursors cursors;
    private final Journal journal;
    private final InstantSource clock;
    private final InvoiceSources sources;
    private final TenantSettings settings;
    private final StatusHistory history;

    Invoices(
            Transactions transactions,
            Cursors cursors,
            Journal journal,
            InstantSource clock,
            InvoiceSources sources,
            TenantSettings settings,
            StatusHistory history) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.journal = journal;
        this.clock = clock;
        this.sources = sources;
        this.settings = settings;
        this.history = history;
    }

    Uni<Page<InvoiceSummary>> list(InvoiceFilter filter, PageRequest page) {
        return transactions.read(settings::today).chain(today -> {
            KeysetQuery query = filter.apply(KeysetQuery.of("invoices", InvoiceRows.SELECT_SUMMARY), today);
            return ChannelScope.narrow(query, CallerContext.current(), "i", "created_by")
                    .sorts(
                            "-createdAt",
                            SortKey.timestamp("createdAt", "i.created_at"),
                            SortKey.date("dueDate", "i.due_date"),
                            SortKey.text("invoiceNumber", "i.invoice_number"))
                    .tieBreak("i.id")
                    .fetch(transactions, cursors, page, row -> InvoiceRows.summary(row, today));
        });
    }

    Uni<InvoiceView> get(UUID id) {
        return transactions.read(tx -> view(tx, id));
    }

    /** The invoice with its lines, and whether it is overdue, by three statements in one flight. */
    Uni<InvoiceView> view(Transaction tx, UUID id) {
        return Uni.combine()
                .all()
                .unis(tx.query(InvoiceRows.SELECT, Tuple.of(id)), InvoiceRows.lineRows(tx, id), settings.today(tx))
                .collectFailures()
                .with((invoices, lines, today) -> {
                    for (Row row : invoices) {
                        return InvoiceRows.view(row, lines, today);
                    }
                    throw CommonProblems.notFound(InvoiceRows.ENTITY, id);
                });
    }

    /** Lets pass what is about an invoice that the caller sees. */
    Uni<Void> requireVisible(UUID id) {
        return transactions
                .read(EXISTS, Tuple.of(id))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw CommonProblems.notFound(InvoiceRows.ENTITY, id);
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Draws up the draft of an invoice. That nothing is invoiced twice is the database's decision, by unique indexes.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 for an unknown order or contract, 409 when it has been
     *     invoiced or cannot be, 422 when no billing period starts on the day or the dates do not fit
     */
    Uni<InvoiceView> create(NewInvoice request) {
        return transactions.write(tx -> {
            InvoiceRows.requireStaff(tx);
            return settings.today(tx).chain(today -> {
                NewInvoice.Dates dates = request.dates(today);
                return billed(tx, request).chain(billed -> insert(tx, billed, dates, today));
            });
        });
    }

    private Uni<Billed> billed(Transaction tx, NewInvoice request) {
        UUID orderId = request.orderId();
        return orderId == null
                ? sources.period(
                        tx, Objects.requireNonNull(request.contractId()), Objects.requireNonNull(request.periodStart()))
                : sources.order(tx, orderId);
    }

    private Uni<InvoiceView> insert(Transaction tx, Billed billed, NewInvoice.Dates dates, LocalDate today) {
        Invoice invoice = new Invoice(tx.caller(), billed, dates, clock.instant());
        BillingPeriod period = billed.period();
        return insert(tx, "INV", invoice, billed.lines(), today)
                .onFailure(violates("uq_invoices_live_order"))
                .transform(failure -> InvoiceProblems.orderInvoiced())
                .onFailure(violates("uq_invoices_period"))
                .transform(failure ->
                        InvoiceProblems.periodInvoiced(period == null ? dates.invoiceDate() : period.start()))
                .chain(() -> view(tx, invoice.id()));
    }

    /** Inserts an invoice or a credit note under a number of its own, and records it. */
    Uni<Void> insert(Transaction tx, String prefix, Invoice invoice, List<InvoiceLine> lines, LocalDate today) {
        Instant now = clock.instant();
        return DocumentNumbers.insert(prefix, today, number -> {
                    invoice.number(number);
                    return tx.update(InvoiceRows.INSERT, invoice.row());
                })
                .chain(() -> Uni.combine()
                        .all()
                        .unis(
                                InvoiceRows.insertLines(tx, invoice.id(), lines),
                                history.record(tx, Subject.INVOICE, invoice.id(), now, List.of(invoice.drawnUp())),
                                journal.write(
                                        tx,
                                        AuditEntry.created(InvoiceRows.ENTITY, invoice.id(), invoice.state()),
                                        event(invoice, InvoiceEvent.CREATED, now)))
                        .collectFailures()
                        .discardItems());
    }

    static DomainEvent event(Invoice invoice, String type, Instant now) {
        return new DomainEvent(InvoiceRows.ENTITY, invoice.id(), type, invoice.event(now));
    }
}
