package io.tentabo.billing.contract;

import static io.tentabo.kit.problem.ConstraintViolations.violates;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.billing.channel.ChannelScope;
import io.tentabo.billing.contract.Contract.Parties;
import io.tentabo.billing.customer.CustomerDirectory;
import io.tentabo.billing.customer.CustomerStanding;
import io.tentabo.billing.number.DocumentNumbers;
import io.tentabo.billing.tenant.TenantSettings;
import io.tentabo.billing.trail.StatusHistory;
import io.tentabo.billing.trail.Subject;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.editing.ETags;
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
import io.tentabo.model.event.ContractEvent;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The contracts of a tenant. */
@ApplicationScoped
public class Contracts {

    private static final String ENTITY = "contract";
    private static final String NUMBER_PREFIX = "CNT";
    private static final String EXISTS = "SELECT FROM contracts c WHERE c.id = $1";

    private final Transactions transactions;
    private final Cursors cursors;
    private final MergePatch mergePatch;
    private final Journal journal;
    private final InstantSource clock;
    private final TenantSettings settings;
    private final StatusHistory history;
    private final CustomerDirectory customers;

    Contracts(
            Transactions transactions,
            Cursors cursors,
            MergePatch mergePatch,
            Journal journal,
            InstantSource clock,
            TenantSettings settings,
            StatusHistory history,
            CustomerDirectory customers) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.mergePatch = mergePatch;
        this.journal = journal;
        this.clock = clock;
        this.settings = settings;
        this.history = history;
        this.customers = customers;
    }

    /**
     * What an order hands over to its contract.
     *
     * @param lines at least one
     */
    public record ActivatedOrder(
            UUID orderId,
            @Nullable UUID partnerId,
            @Nullable UUID distributorId,
            @Nullable UUID customerId,
            List<ContractLine> lines) {}

    Uni<Page<ContractView>> list(ContractFilter filter, PageRequest page) {
        Caller caller = CallerContext.current();
        KeysetQuery query = filter.apply(KeysetQuery.of("contracts", ContractRows.SELECT));
        return ChannelScope.narrow(query, caller, "c", "user_id")
                .sorts(
                        "-createdAt",
                        SortKey.timestamp("createdAt", "c.created_at"),
                        SortKey.date("expirationDate", "c.expiration_date"),
                        SortKey.text("contractNumber", "c.contract_number"))
                .tieBreak("c.id")
                .fetch(
                        transactions,
                        cursors,
                        page,
                        row -> ContractRows.view(row, caller.scope().isStaff()));
    }

    Uni<ContractView> get(UUID id) {
        return transactions
                .read(ContractRows.SELECT + "WHERE c.id = $1", Tuple.of(id))
                .map(rows -> {
                    for (Row row : rows) {
                        return ContractRows.view(
                                row, CallerContext.current().scope().isStaff());
                    }
                    throw CommonProblems.notFound(ENTITY, id);
                });
    }

    /** Lets pass what is about a contract that the caller sees. */
    Uni<Void> requireVisible(UUID id) {
        return transactions
                .read(EXISTS, Tuple.of(id))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw CommonProblems.notFound(ENTITY, id);
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Makes a contract of an order, in the order's transaction.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 for internal notes that are not from the staff
     */
    public Uni<ContractView> activate(Transaction tx, ActivatedOrder order, Activation activation) {
        requireStaffForNotes(tx.caller(), activation.notesInternal() != null);
        return settings.today(tx).chain(today -> {
            LocalDate first = activation.activationDate() == null ? today : activation.activationDate();
            var currency = order.lines().getFirst().total().currency();
            return insert(
                    tx,
                    today,
                    order.orderId(),
                    new Parties(order.partnerId(), order.distributorId(), order.customerId()),
                    new ContractFields(activation.contractType(), activation.userId(), activation.notesInternal()),
                    ContractTerms.of(first, order.lines(), currency));
        });
    }

    /**
     * Enters a contract that no order stands behind. Its customer is a known one, active or not: what is taken over from
     * elsewhere may have ended long ago.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the Uni) 403 for internal notes that are not from the
     *     staff, 422 for an unknown customer
     */
    Uni<ContractView> create(NewContract request) {
        return transactions.write(tx -> {
            requireStaffForNotes(tx.caller(), request.notesInternal() != null);
            return requireKnown(tx, request.customerId())
                    .chain(() -> settings.today(tx))
                    .chain(today -> insert(
                            tx,
                            today,
                            null,
                            new Parties(request.partnerId(), request.distributorId(), request.customerId()),
                            new ContractFields(request.contractType(), request.userId(), request.notesInternal()),
                            ContractTerms.direct(
                                    request.activationDate(),
                                    request.months(),
                                    request.periodicityMonths(),
                                    request.value())));
        });
    }

    private Uni<Void> requireKnown(Transaction tx, @Nullable UUID customerId) {
        return customerId == null
                ? Uni.createFrom().voidItem()
                : customers
                        .standing(tx, customerId)
                        .invoke(standing -> {
                            if (standing == CustomerStanding.UNKNOWN) {
                                throw ContractProblems.unknownCustomer(customerId);
                            }
                        })
                        .replaceWithVoid();
    }

    private Uni<ContractView> insert(
            Transaction tx,
            LocalDate today,
            @Nullable UUID orderId,
            Parties parties,
            ContractFields fields,
            ContractTerms terms) {
        Instant now = clock.instant();
        Contract contract = new Contract(tx.caller().requireTenantId(), orderId, parties, fields, terms, now);
        return DocumentNumbers.insert(NUMBER_PREFIX, today, number -> {
                    contract.number(number);
                    return tx.update(ContractRows.INSERT, contract.row());
                })
                .onFailure(violates("uq_contracts_order"))
                .transform(failure -> ContractProblems.orderHasContract())
                .chain(() -> Uni.combine()
                        .all()
                        .unis(
                                history.record(tx, Subject.CONTRACT, contract.id(), now, List.of(contract.activated())),
                                journal.write(
                                        tx,
                                        AuditEntry.created(ENTITY, contract.id(), contract.view(true)),
                                        event(contract, ContractEvent.CREATED, now)))
                        .collectFailures()
                        .discardItems())
                .map(ignored -> contract.view(tx.caller().scope().isStaff()));
    }

    Uni<ContractView> change(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> tx.session()
                .find(Contract.class, id)
                .onItem()
                .ifNull()
                .failWith(() -> CommonProblems.notFound(ENTITY, id))
                .chain(contract -> {
                    ETags.check(ifMatch, contract.version());
                    requireStaffForNotes(tx.caller(), patch.has("notesInternal"));
                    ContractFields before = contract.fields();
                    ContractFields after = mergePatch.apply(before, patch, ContractFields.class);
                    contract.change(after);
                    return tx.session()
                            .flush()
                            .chain(() -> journal.write(
                                    tx,
                                    AuditEntry.updated(ENTITY, id, before, after),
                                    event(contract, ContractEvent.UPDATED, clock.instant())))
                            .map(ignored -> contract.view(tx.caller().scope().isStaff()));
                }));
    }

    private static DomainEvent event(Contract contract, String type, Instant now) {
        return new DomainEvent(ENTITY, contract.id(), type, contract.event(now));
    }

    private static void requireStaffForNotes(Caller caller, boolean writesNotes) {
        if (writesNotes && !caller.scope().isStaff()) {
            throw ContractProblems.notesAreInternal();
        }
    }
}
