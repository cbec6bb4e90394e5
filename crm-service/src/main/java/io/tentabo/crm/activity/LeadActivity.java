package io.tentabo.crm.activity;

import io.tentabo.model.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something done, or to be done, about a lead. */
@Entity
@Table(name = "lead_activities")
class LeadActivity {

    @Id
    private UUID id;

    @Column(updatable = false)
    private UUID tenantId;

    @Column(updatable = false)
    private UUID leadId;

    @Enumerated(EnumType.STRING)
    private ActivityType type;

    private String title;
    private @Nullable String description;

    @Enumerated(EnumType.STRING)
    private ActivityStatus status;

    @Enumerated(EnumType.STRING)
    private ActivityPriority priority;

    private @Nullable Instant dueAt;
    private @Nullable Instant completedAt;
    private @Nullable Integer durationMinutes;
    private @Nullable String outcome;
    private UUID ownerId;

    @Column(updatable = false)
    private Instant createdAt;

    private Instant updatedAt;

    @Version
    private int version;

    protected LeadActivity() {}

    static LeadActivity of(UUID tenantId, UUID leadId, ActivityFields fields, Instant now) {
        LeadActivity activity = new LeadActivity();
        activity.id = Ids.next();
        activity.tenantId = tenantId;
        activity.leadId = leadId;
        activity.createdAt = now;
        activity.edit(fields, now);
        return activity;
    }

    /** Whatever becomes COMPLETED was completed now; whatever is taken back was not. */
    void edit(ActivityFields fields, Instant now) {
        if (fields.status() != ActivityStatus.COMPLETED) {
            completedAt = null;
        } else if (completedAt == null) {
            completedAt = now;
        }
        type = fields.type();
        title = fields.title();
        description = fields.description();
        status = fields.status();
        priority = fields.priority();
        dueAt = fields.dueAt();
        durationMinutes = fields.durationMinutes();
        outcome = fields.outcome();
        ownerId = fields.ownerId();
        updatedAt = now;
    }

    boolean belongsTo(UUID lead) {
        return leadId.equals(lead);
    }

    ActivityFields fields() {
        return new ActivityFields(type, title, description, status, priority, dueAt, durationMinutes, outcome, ownerId);
    }

    ActivityView view() {
        return new ActivityView(
                id,
                leadId,
                type,
                title,
                description,
                status,
                priority,
                dueAt,
                completedAt,
                durationMinutes,
                outcome,
                ownerId,
                createdAt,
                updatedAt,
                version);
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }
}
