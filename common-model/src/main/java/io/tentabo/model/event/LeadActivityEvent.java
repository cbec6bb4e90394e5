package io.tentabo.model.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an activity of a lead, without what people wrote about it; the event type says which of the constants
 * it was. The event is one of the lead and comes in order with its other events; the activities of a lead that is deleted
 * go with it and have no events of their own.
 *
 * @param type CALL, EMAIL, MEETING, TASK, VISIT, SAMPLE or NOTE
 * @param status PENDING, IN_PROGRESS, COMPLETED or CANCELLED
 * @param ownerId the user who does it
 * @param version grows with every change; of {@link #DELETED} it is the last
 */
public record LeadActivityEvent(
        UUID activityId,
        UUID leadId,
        String type,
        String status,
        UUID ownerId,
        @Nullable Instant dueAt,
        @Nullable Instant completedAt,
        Instant changedAt,
        int version) {

    public static final String CREATED = "io.tentabo.crm.lead-activity.created.v1";
    public static final String UPDATED = "io.tentabo.crm.lead-activity.updated.v1";
    public static final String DELETED = "io.tentabo.crm.lead-activity.deleted.v1";
}
