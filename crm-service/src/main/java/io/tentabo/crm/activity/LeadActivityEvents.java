package io.tentabo.crm.activity;

import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.LeadActivityEvent;
import java.time.Instant;

/** What others learn of a lead's activities: each event carries an activity's state, without what people wrote. */
final class LeadActivityEvents {

    private LeadActivityEvents() {}

    static DomainEvent created(ActivityView activity) {
        return event(LeadActivityEvent.CREATED, activity, activity.createdAt());
    }

    static DomainEvent updated(ActivityView activity) {
        return event(LeadActivityEvent.UPDATED, activity, activity.updatedAt());
    }

    static DomainEvent deleted(ActivityView activity, Instant now) {
        return event(LeadActivityEvent.DELETED, activity, now);
    }

    private static DomainEvent event(String type, ActivityView activity, Instant changedAt) {
        LeadActivityEvent payload = new LeadActivityEvent(
                activity.id(),
                activity.leadId(),
                activity.type().name(),
                activity.status().name(),
                activity.ownerId(),
                activity.dueAt(),
                activity.completedAt(),
                changedAt,
                activity.version());
        return new DomainEvent("lead", activity.leadId(), type, payload);
    }
}
