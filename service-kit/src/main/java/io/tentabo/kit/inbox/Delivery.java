package io.tentabo.kit.inbox;

import io.tentabo.kit.outbox.CloudEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as Kafka delivered it, now or when it became a dead letter. Attributes that are absent or unreadable are
 * null.
 *
 * @param key what orders it; the record's key, else the event's subject, else empty
 * @param headers the CloudEvents attributes and the content type, by header name
 */
record Delivery(String topic, int partition, long offset, String key, Map<String, String> headers, byte[] payload) {

    static Delivery of(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            boolean isAttribute = header.key().startsWith("ce_") || header.key().equals(CloudEvent.CONTENT_TYPE);
            if (isAttribute && header.value() != null) {
                // PostgreSQL's text cannot hold the null character.
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8).replace("\0", ""));
            }
        }
        String key = record.key() != null ? record.key() : headers.getOrDefault(CloudEvent.SUBJECT, "");
        byte[] payload = record.value() == null ? new byte[0] : record.value();
        return new Delivery(
                record.topic(), record.partition(), record.offset(), key.replace("\0", ""), headers, payload);
    }

    static Delivery of(Row letter) {
        Map<String, String> headers = new TreeMap<>();
        letter.getJsonObject("headers").forEach(header -> headers.put(header.getKey(), (String) header.getValue()));
        return new Delivery(
                letter.getString("topic"),
                letter.getInteger("partition"),
                letter.getLong("record_offset"),
                letter.getString("record_key"),
                headers,
                letter.getBuffer("payload").getBytes());
    }

    @Nullable
    UUID eventId() {
        return uuid(headers.get(CloudEvent.ID));
    }

    @Nullable
    String eventType() {
        return headers.get(CloudEvent.TYPE);
    }

    @Nullable
    UUID tenantId() {
        return uuid(headers.get(CloudEvent.TENANT_ID));
    }

    @Nullable
    UUID aggregateId() {
        return uuid(headers.getOrDefault(CloudEvent.SUBJECT, key));
    }

    @Nullable
    Instant time() {
        try {
            String time = headers.get(CloudEvent.TIME);
            return time == null ? null : Instant.parse(time);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @Nullable
    String requestId() {
        return headers.get(CloudEvent.REQUEST_ID);
    }

    JsonObject headersAsJson() {
        return new JsonObject(Map.copyOf(headers));
    }

    Buffer payloadAsBuffer() {
        return Buffer.buffer(payload);
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
