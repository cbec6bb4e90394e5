package io.tentabo.kit.inbox;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.kit.tenancy.SqlTime;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An event that has not taken effect.
 *
 * @param consumer which consumer could not handle it
 * @param key events of one consumer and key are replayed in order
 * @param reason kind and place of the last failure
 * @param attempts failed attempts so far, replays included; 0 while it only waits behind another
 * @param discardReason why it was given up
 * @param headers the record's CloudEvents headers; absent in lists
 * @param payload the record's content; absent in lists
 */
@RegisterForReflection
@Schema(name = "DeadLetter")
public record DeadLetterView(
        UUID id,
        String consumer,
        String topic,
        int partition,
        long offset,
        String key,
        @Nullable UUID eventId,
        @Nullable String eventType,
        String reason,
        int attempts,
        DeadLetterStatus status,
        Instant createdAt,
        @Nullable Instant replayedAt,
        @Nullable Instant discardedAt,
        @Nullable String discardReason,
        @Nullable Map<String, String> headers,
        @Nullable String payload) {

    static DeadLetterView summary(Row row) {
        return of(row, null, null);
    }

    static DeadLetterView detail(Row row) {
        Delivery delivery = Delivery.of(row);
        return of(row, delivery.headers(), new String(delivery.payload(), StandardCharsets.UTF_8));
    }

    private static DeadLetterView of(Row row, @Nullable Map<String, String> headers, @Nullable String payload) {
        return new DeadLetterView(
                row.getUUID("id"),
                row.getString("consumer"),
                row.getString("topic"),
                row.getInteger("partition"),
                row.getLong("record_offset"),
                row.getString("record_key"),
                row.getUUID("event_id"),
                row.getString("event_type"),
                row.getString("reason"),
                row.getInteger("attempts"),
                DeadLetterStatus.valueOf(row.getString("status")),
                row.getOffsetDateTime("created_at").toInstant(),
                SqlTime.find(row, "replayed_at"),
                SqlTime.find(row, "discarded_at"),
                row.getString("discard_reason"),
                headers,
                payload);
    }
}
