package io.tentabo.crm.lead;

import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.LeadEvent;
import org.jspecify.annotations.Nullable;

/** What is published about leads: each event carries the lead's whole state. */
final class LeadEvents {

    /** The origin of a change that was made here. */
    static final String API = "API";

    private LeadEvents() {}

    static DomainEvent created(Lead lead) {
        return event(LeadEvent.CREATED, lead, null, API);
    }

    /** @param origin {@link #API}, or the provider from which the change was taken over, which so knows its echo */
    static DomainEvent updated(Lead lead, String origin) {
        return event(LeadEvent.UPDATED, lead, null, origin);
    }

    static DomainEvent statusChanged(Lead lead, LeadStatus previous) {
        return event(LeadEvent.STATUS_CHANGED, lead, previous, API);
    }

    static DomainEvent converted(Lead lead, LeadStatus previous) {
        return event(LeadEvent.CONVERTED, lead, previous, API);
    }

    static DomainEvent deleted(Lead lead) {
        return event(LeadEvent.DELETED, lead, null, API);
    }

    private static DomainEvent event(String type, Lead lead, @Nullable LeadStatus previous, String origin) {
        LeadView state = lead.view();
        LeadEvent payload = new LeadEvent(
                state.id(),
                state.title(),
                state.organization(),
                state.organizationDomain(),
                state.contactName(),
                state.contactEmail(),
                state.contactPhone(),
                state.value(),
                state.currency(),
                state.status().name(),
                previous == null ? null : previous.name(),
                state.lostReason(),
                state.probability(),
                state.expectedCloseDate(),
                state.ownerId(),
                state.partnerId(),
                state.distributorId(),
                state.convertedOrderId(),
                origin,
                state.updatedAt(),
                state.version());
        return new DomainEvent("lead", state.id(), type, payload);
    }
}
