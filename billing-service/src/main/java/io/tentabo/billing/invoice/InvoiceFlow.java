package io.tentabo.billing.invoice;

import io.smallrye.mutiny.Uni;
import io.tentabo.billing.invoice.Invoice.CreditNote;
import io.tentabo.billing.tenant.TenantSettings;
import io.tentabo.billing.trail.StatusHistory;
import io.tentabo.billing.trail.Subject;
import io.tentabo.billing.trail.Transition;
import io.tentabo.billing.web.ExactAmounts;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.InvoiceEvent;
import io.tentabo.model.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Moves invoices on and settles them. Each step locks the invoice, so that of two at once one happens and the other sees
 * its result: no two payments together bring more than is due.
 */
@ApplicationScoped
public class InvoiceFlow {

    private final Transactions transactions;
    private final Invoices invoices;
    private final Journal journal;
    private final InstantSource clock;
    private final TenantSettings settings;
    private final StatusHistory history;

    InvoiceFlow(
            Transactions transactions,
            Invoices invoices,
            Journal journal,
            InstantSource clock,
            TenantSettings settings,
            StatusHistory history) {
        this.transactions = transactions;
        this.invoices = invoices;
        this.journal = journal;
        this.clock = clock;
        this.settings = settings;
        this.history = history;
    }

    Uni<InvoiceView> send(UUID id, @Nullable String ifMatch) {
        return move(id, ifMatch, "invoice.sent", Invoice::send);
    }

    Uni<InvoiceView> view(UUID id, @Nullable String ifMatch) {
        return move(id, ifMatch, "invoice.viewed", Invoice::view);
    }

    Uni<InvoiceView> cancel(UUID id, @Nullable String ifMatch, String reason) {
        return move(id, ifMatch, "invoice.cancelled", (invoice, now) -> invoice.cancel(reason, now));
    }

    private Uni<InvoiceView> move(
            UUID id, @Nullable String ifMatch, String action, BiFunction<Invoice, Instant, List<Transition>> step) {
        return transactions.write(tx -> InvoiceRows.lock(tx, id, ifMatch)
                .chain(invoice -> change(tx, invoice, action, locked -> step.apply(locked, clock.instant())))
                .chain(() -> invoices.view(tx, id)));
    }

    /**
     * Books a payment on its invoice, in the payment's transaction.
     *
     * @param date when it was made. Payments need not be booked in the order of their dates: when nothing is due any
     *     more, the invoice was settled on the latest day of all that was paid or credited
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404, 409 when the invoice cannot be paid in its status, 412,
     *     422 for another currency or for more than is due
     */
    public Uni<SettledInvoice> receive(
            Transaction tx, UUID id, @Nullable String ifMatch, Money amount, LocalDate date) {
        return InvoiceRows.lock(tx, id, ifMatch).chain(invoice -> InvoiceRows.lastSettlement(tx, id)
                .map(last -> last == null || last.isBefore(date) ? date : last)
                .chain(settledOn ->
                        change(tx, invoice, "invoice.payment-received", locked -> locked.receive(amount, settledOn)))
                .replaceWith(invoice::settled));
    }

    /** Keeps others from settling an invoice until the transaction ends. */
    public Uni<Void> lock(Transaction tx, UUID id) {
        return InvoiceRows.lock(tx, id, null).replaceWithVoid();
    }

    /** Lets pass what is about an invoice that the caller sees. */
    public Uni<Void> requireVisible(UUID id) {
        return invoices.requireVisible(id);
    }

    /** Takes a refund off what an invoice has been paid, in the transaction of a payment that brought as much. */
    public Uni<SettledInvoice> refund(Transaction tx, UUID id, Money amount, LocalDate date) {
        return InvoiceRows.lock(tx, id, null)
                .call(invoice -> change(tx, invoice, "invoice.payment-refunded", locked -> locked.refund(amount, date)))
                .map(Invoice::settled);
    }

    /** Gives credit for an invoice; answers the credit note. */
    Uni<InvoiceView> credit(UUID id, @Nullable String ifMatch, NewCreditNote request) {
        return transactions.write(tx -> InvoiceRows.lock(tx, id, ifMatch)
                .chain(invoice -> settings.today(tx).chain(today -> credit(tx, invoice, request, today))));
    }

    private Uni<InvoiceView> credit(Transaction tx, Invoice invoice, NewCreditNote request, LocalDate today) {
        InvoiceState before = invoice.state();
        Money amount = request.amount() == null ? null : ExactAmounts.of(request.amount(), invoice.currency());
        CreditNote credit = invoice.credit(tx.caller(), amount, request.reason(), today, clock.instant());
        return record(tx, invoice, "invoice.credited", before, credit.steps())
                .chain(() -> invoices.insert(tx, "CRN", credit.note(), List.of(credit.line()), today))
                .chain(() -> invoices.view(tx, credit.note().id()));
    }

    private Uni<Void> change(Transaction tx, Invoice invoice, String action, Function<Invoice, List<Transition>> step) {
        InvoiceState before = invoice.state();
        return record(tx, invoice, action, before, step.apply(invoice));
    }

    private Uni<Void> record(
            Transaction tx, Invoice invoice, String action, InvoiceState before, List<Transition> steps) {
        Instant now = clock.instant();
        String type = steps.isEmpty() ? InvoiceEvent.BALANCE_CHANGED : InvoiceEvent.STATUS_CHANGED;
        return tx.session().flush().chain(() -> Uni.combine()
                .all()
                .unis(
                        history.record(tx, Subject.INVOICE, invoice.id(), now, steps),
                        journal.write(
                                tx,
                                AuditEntry.of(action, InvoiceRows.ENTITY, invoice.id(), before, invoice.state()),
                                Invoices.event(invoice, type, now)))
                .collectFailures()
                .discardItems());
    }
}
