package io.tentabo.billing.payment;

import io.smallrye.mutiny.Uni;
import io.tentabo.billing.invoice.InvoiceFlow;
import io.tentabo.billing.invoice.SettledInvoice;
import io.tentabo.billing.number.DocumentNumbers;
import io.tentabo.billing.tenant.TenantSettings;
import io.tentabo.billing.web.ExactAmounts;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.PaymentEvent;
import io.tentabo.model.money.Money;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The payments of a tenant's invoices. A payment and what it does to its invoice happen in one transaction. */
@ApplicationScoped
class Payments {

    private static final String NUMBER_PREFIX = "PAY";

    private final Transactions transactions;
    private final Cursors cursors;
    private final Journal journal;
    private final InstantSource clock;
    private final TenantSettings settings;
    private final InvoiceFlow invoices;

    Payments(
            Transactions transactions,
            Cursors cursors,
            Journal journal,
            InstantSource clock,
            TenantSettings settings,
            InvoiceFlow invoices) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.journal = journal;
        this.clock = clock;
        this.settings = settings;
        this.invoices = invoices;
    }

    /** The payments of one invoice, latest first. */
    Uni<Page<PaymentView>> list(UUID invoiceId, PageRequest page) {
        return invoices.requireVisible(invoiceId).chain(() -> KeysetQuery.of("payments", PaymentRows.SELECT)
                .where("p.invoice_id = ?", invoiceId)
                .sorts("-createdAt", SortKey.timestamp("createdAt", "p.created_at"))
                .tieBreak("p.id")
                .fetch(transactions, cursors, page, PaymentRows::view));
    }

    Uni<PaymentView> get(UUID id) {
        return transactions.read(tx -> find(tx, id));
    }

    private static Uni<PaymentView> find(Transaction tx, UUID id) {
        return tx.query(PaymentRows.SELECT + "WHERE p.id = $1", Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return PaymentRows.view(row);
            }
            throw CommonProblems.notFound(PaymentRows.ENTITY, id);
        });
    }

    /**
     * Books a payment.
     *
     * @param ifMatch the version of the invoice
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404, 409 when the invoice cannot be paid in its status, 412,
     *     422 for another currency, for more than is due, or for a day ahead
     */
    Uni<PaymentView> receive(UUID invoiceId, @Nullable String ifMatch, NewPayment request) {
        return transactions.write(tx -> settings.today(tx).chain(today -> {
            LocalDate date = request.paymentDate() == null ? today : request.paymentDate();
            if (date.isAfter(today)) {
                throw PaymentProblems.inFuture(date);
            }
            Payment payment = new Payment(tx.caller(), invoiceId, request, date, clock.instant());
            return invoices.receive(tx, invoiceId, ifMatch, request.money(), date)
                    .call(invoice -> insert(tx, payment, today)
                            .chain(() -> record(
                                    tx,
                                    AuditEntry.created(PaymentRows.ENTITY, payment.id(), payment.view()),
                                    payment,
                                    PaymentEvent.RECEIVED,
                                    invoice)))
                    .map(invoice -> payment.view());
        }));
    }

    private static Uni<Void> insert(Transaction tx, Payment payment, LocalDate today) {
        return DocumentNumbers.insert(NUMBER_PREFIX, today, number -> {
            payment.number(number);
            return tx.update(PaymentRows.INSERT, payment.row());
        });
    }

    /**
     * Gives back a part or all of a payment. The invoice is locked before the payment is read, as for every payment, so
     * that refunds at once see each other.
     *
     * @param ifMatch the version of the payment
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404, 412, 422 for more than is left of it
     */
    Uni<PaymentView> refund(UUID id, @Nullable String ifMatch, Refund request) {
        return transactions.write(tx -> find(tx, id).chain(seen -> {
            Money amount = ExactAmounts.of(request.amount(), Money.currency(seen.currency()));
            return settings.today(tx).chain(today -> invoices.lock(tx, seen.invoiceId())
                    .chain(() -> tx.session().find(Payment.class, id))
                    .chain(payment -> refund(tx, payment, ifMatch, amount, request.reason(), today)));
        }));
    }

    private Uni<PaymentView> refund(
            Transaction tx, Payment payment, @Nullable String ifMatch, Money amount, String reason, LocalDate today) {
        ETags.check(ifMatch, payment.version());
        PaymentView before = payment.view();
        payment.refund(amount, reason);
        return invoices.refund(tx, before.invoiceId(), amount, today)
                .call(invoice -> record(
                        tx,
                        AuditEntry.of("payment.refunded", PaymentRows.ENTITY, before.id(), before, payment.view()),
                        payment,
                        PaymentEvent.REFUNDED,
                        invoice))
                .map(invoice -> payment.view());
    }

    private Uni<Void> record(Transaction tx, AuditEntry entry, Payment payment, String type, SettledInvoice invoice) {
        Instant now = clock.instant();
        return journal.write(
                tx, entry, new DomainEvent(PaymentRows.ENTITY, payment.id(), type, payment.event(invoice, now)));
    }
}
