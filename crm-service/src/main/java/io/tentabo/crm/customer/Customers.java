package io.tentabo.crm.customer;

import static io.tentabo.kit.problem.ConstraintViolations.violates;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;
import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

/** Creating, finding, editing and suspending customers. */
@ApplicationScoped
class Customers {

    static final String ENTITY = "customer";

    /** Stands for a number until a free one is found. */
    private static final String NO_NUMBER = "";

    private final Transactions transactions;
    private final CustomerQueries queries;
    private final CustomerAssignments assignments;
    private final MergePatch mergePatch;
    private final Journal journal;
    private final InstantSource clock;

    Customers(
            Transactions transactions,
            CustomerQueries queries,
            CustomerAssignments assignments,
            MergePatch mergePatch,
            Journal journal,
            InstantSource clock) {
        this.transactions = transactions;
        this.queries = queries;
        this.assignments = assignments;
        this.mergePatch = mergePatch;
        this.journal = journal;
        this.clock = clock;
    }

    Uni<CustomerView> create(NewCustomer request) {
        return transactions.write(tx -> {
            Caller caller = requireNoCustomer(tx.caller());
            String number = request.accountNumber();
            CustomerFields fields = request.fields(
                    number == null ? NO_NUMBER : number,
                    CustomerAssignments.owner(caller, request),
                    CustomerAssignments.partner(caller, request));
            Customer customer = new Customer(caller.requireTenantId(), caller.userId(), fields, clock.instant());
            return assignments
                    .checkNew(tx, fields)
                    .chain(() -> insert(tx, customer, number))
                    .chain(() -> journal.write(
                            tx,
                            AuditEntry.created(ENTITY, customer.id(), customer.fields()),
                            CustomerEvents.created(customer)))
                    .map(ignored -> view(caller, customer));
        });
    }

    private static Uni<Void> insert(Transaction tx, Customer customer, @Nullable String number) {
        if (number == null) {
            return AccountNumbers.insert(free -> {
                customer.number(free);
                return tx.update(CustomerQueries.INSERT, customer.row());
            });
        }
        return tx.update(CustomerQueries.INSERT, customer.row())
                .invoke(inserted -> {
                    if (inserted == 0) {
                        throw CustomerProblems.accountNumberTaken(number);
                    }
                })
                .replaceWithVoid();
    }

    Uni<Page<CustomerSummary>> list(CustomerFilter filter, PageRequest page) {
        return queries.page(filter, page);
    }

    Uni<CustomerView> get(UUID id) {
        return queries.one(id);
    }

    Uni<CustomerView> patch(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> lock(tx, id, ifMatch).chain(customer -> {
            CustomerFields before = customer.fields();
            CustomerFields after = mergePatch.apply(before, patch, CustomerFields.class);
            return assignments
                    .check(tx, before, after)
                    .invoke(() -> customer.edit(after, clock.instant()))
                    .chain(() -> tx.session().flush())
                    .onFailure(violates("uq_customers_account_number"))
                    .transform(failure -> CustomerProblems.accountNumberTaken(after.accountNumber()))
                    .chain(() -> journal.write(
                            tx,
                            AuditEntry.updated(ENTITY, id, before, customer.fields()),
                            CustomerEvents.updated(customer)))
                    .map(ignored -> view(tx.caller(), customer));
        }));
    }

    Uni<CustomerView> changeStatus(UUID id, @Nullable String ifMatch, CustomerStatusChange change) {
        return transactions.write(tx -> lock(tx, id, ifMatch).chain(customer -> {
            CustomerStatus previous = customer.status();
            CustomerState before = customer.state();
            customer.changeStatus(change.status(), change.reason(), clock.instant());
            return tx.session()
                    .flush()
                    .chain(() -> journal.write(
                            tx,
                            AuditEntry.of("customer.status-changed", ENTITY, id, before, customer.state()),
                            CustomerEvents.statusChanged(customer, previous)))
                    .map(ignored -> view(tx.caller(), customer));
        }));
    }

    /** Removes a customer. Orders that name it stay with billing. */
    Uni<Void> delete(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> lock(tx, id, ifMatch).chain(customer -> tx.session()
                .remove(customer)
                .chain(() -> tx.session().flush())
                .chain(() -> journal.write(
                        tx, AuditEntry.deleted(ENTITY, id, customer.fields()), CustomerEvents.deleted(customer)))));
    }

    /** The customer, for a change: nobody else changes it until the transaction ends. */
    private static Uni<Customer> lock(Transaction tx, UUID id, @Nullable String ifMatch) {
        requireNoCustomer(tx.caller());
        return tx.session()
                .find(Customer.class, id, LockMode.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> CustomerProblems.notFound(id))
                .invoke(customer -> ETags.check(ifMatch, customer.version()));
    }

    private static Caller requireNoCustomer(Caller caller) {
        if (caller.scope() == RowScope.CUSTOMER) {
            throw CustomerProblems.readOnly();
        }
        return caller;
    }

    private static CustomerView view(Caller caller, Customer customer) {
        return customer.view(caller.scope().isStaff());
    }
}
