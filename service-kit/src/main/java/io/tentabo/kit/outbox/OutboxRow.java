package io.tentabo.kit.outbox;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A committed event that waits for publication. */
record OutboxRow(
        long seq,
        UUID id,
        UUID tenantId,
        UUID aggregateId,
        String type,
        String payload,
        JsonObject headers,
        OffsetDateTime createdAt) {

    static OutboxRow of(Row row) {
        return new OutboxRow(
                row.getLong("seq"),
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getUUID("aggregateid"),
                row.getString("type"),
                row.getString("payload"),
                row.getJsonObject("headers"),
                row.getOffsetDateTime("created_at"));
    }

    /** The event as a CloudEvent in binary content mode. */
    ProducerRecord<String, byte[]> record(String topic, String source) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, aggregateId.toString(), payload.getBytes(StandardCharsets.UTF_8));
        header(record, CloudEvent.SPEC_VERSION, "1.0");
        header(record, CloudEvent.ID, id.toString());
        header(record, CloudEvent.TYPE, type);
        header(record, CloudEvent.SOURCE, source);
        header(record, CloudEvent.SUBJECT, aggregateId.toString());
        header(
                record,
                CloudEvent.TIME,
                DateTimeFormatter.ISO_INSTANT.format(createdAt.withOffsetSameInstant(ZoneOffset.UTC)));
        header(record, CloudEvent.TENANT_ID, tenantId.toString());
        header(record, CloudEvent.CONTENT_TYPE, "application/json");
        headers.forEach(entry -> header(record, entry.getKey(), String.valueOf(entry.getValue())));
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
