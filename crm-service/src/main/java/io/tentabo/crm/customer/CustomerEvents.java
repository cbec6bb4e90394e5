package io.tentabo.crm.customer;

import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.CustomerEvent;
import org.jspecify.annotations.Nullable;

/** What others learn of a customer; each event carries its state, without what is internal. */
final class CustomerEvents {

    private CustomerEvents() {}

    static DomainEvent created(Customer customer) {
        return event(CustomerEvent.CREATED, customer, null);
    }

    static DomainEvent updated(Customer customer) {
        return event(CustomerEvent.UPDATED, customer, null);
    }

    static DomainEvent statusChanged(Customer customer, CustomerStatus previous) {
        return event(CustomerEvent.STATUS_CHANGED, customer, previous);
    }

    static DomainEvent deleted(Customer customer) {
        return event(CustomerEvent.DELETED, customer, null);
    }

    private static DomainEvent event(String type, Customer customer, @Nullable CustomerStatus previous) {
        CustomerView state = customer.view(false);
        CustomerEvent payload = new CustomerEvent(
                state.id(),
                state.accountNumber(),
                state.companyName(),
                state.tradeName(),
                state.status().name(),
                previous == null ? null : previous.name(),
                state.tier(),
                state.paymentTerms(),
                state.creditLimit(),
                state.creditCurrency(),
                state.ownerId(),
                state.partnerId(),
                state.updatedAt(),
                state.version());
        return new DomainEvent(Customers.ENTITY, state.id(), type, payload);
    }
}
