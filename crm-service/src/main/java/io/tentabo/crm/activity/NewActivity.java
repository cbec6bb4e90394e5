package io.tentabo.crm.activity;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An activity to plan or to record.
 *
 * @param status PENDING when absent
 * @param priority MEDIUM when absent
 * @param ownerId who does it; the caller when absent
 */
@Schema(examples = "{\"type\": \"CALL\", \"title\": \"Ask about the migration\", \"dueAt\": \"2027-01-15T09:00:00Z\"}")
public record NewActivity(
        @NotNull ActivityType type,
        @NotBlank @Size(max = 255) String title,
        @Size(max = 10_000) @Nullable String description,
        @Nullable ActivityStatus status,
        @Nullable ActivityPriority priority,
        @Nullable Instant dueAt,
        @Min(0) @Nullable Integer durationMinutes,
        @Size(max = 10_000) @Nullable String outcome,
        @Nullable UUID ownerId) {

    ActivityFields fields(UUID caller) {
        return new ActivityFields(
                type,
                title,
                description,
                status == null ? ActivityStatus.PENDING : status,
                priority == null ? ActivityPriority.MEDIUM : priority,
                dueAt,
                durationMinutes,
                outcome,
                ownerId == null ? caller : ownerId);
    }
}
