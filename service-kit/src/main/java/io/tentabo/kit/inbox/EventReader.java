package io.tentabo.kit.inbox;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tentabo.kit.outbox.CloudEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Turns records into events. Members that this version does not know are ignored, so that producers can add some. */
@ApplicationScoped
class EventReader {

    private final ObjectMapper json;

    EventReader(ObjectMapper json) {
        this.json = json;
    }

    /** @throws MalformedEventException when an attribute is missing or the payload is not such a record */
    <T> Event<T> read(Delivery delivery, Class<T> payload) {
        return new Event<>(
                require(delivery.eventId(), CloudEvent.ID),
                require(delivery.eventType(), CloudEvent.TYPE),
                require(delivery.tenantId(), CloudEvent.TENANT_ID),
                require(delivery.aggregateId(), CloudEvent.SUBJECT),
                require(delivery.time(), CloudEvent.TIME),
                delivery.requestId(),
                payload(delivery.payload(), payload));
    }

    static <T> T require(@Nullable T attribute, String header) {
        if (attribute == null) {
            throw new MalformedEventException("Header " + header + " is missing or unreadable");
        }
        return attribute;
    }

    private <T> T payload(byte[] bytes, Class<T> type) {
        try {
            T payload = json.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(bytes);
            if (payload == null) {
                throw new MalformedEventException("The payload is null");
            }
            return payload;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new MalformedEventException("The payload is no " + type.getSimpleName()
                    + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
        } catch (IOException e) {
            throw new MalformedEventException("The payload is no JSON");
        }
    }
}
