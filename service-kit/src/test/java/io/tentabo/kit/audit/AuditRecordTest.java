package io.tentabo.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;

class AuditRecordTest {

    private final ObjectMapper mapper = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    @Test
    void aRecordThatIsReadAndWrittenAgainLosesNothing() throws JsonProcessingException {
        // Given
        String text = """
                {"service":"billing","id":"019aa5c1-7c1e-7d7a-b1f0-3f1f6f0f9a11","seq":7,\
                "createdAt":"2026-11-21T09:30:00.123456Z","actorType":"USER","actorId":null,"action":"order.updated",\
                "entityType":"order","entityId":"019aa5c1-7c1e-7d7a-b1f0-3f1f6f0f9a12","oldValues":null,\
                "newValues":{"total": 3672.00, "big": 12345678901234567890.123456789, "tags": ["é", null, {"a": true}]},\
                "ipAddress":"::1","userAgent":"curl","requestId":"r-1","hash":"00ff","erasedAt":null}""";

        // When
        String written = mapper.writeValueAsString(mapper.readValue(text, AuditRecord.class));

        // Then
        assertThat(written).isEqualTo(text.replace("\": ", "\":").replace(", ", ","));
    }

    @Test
    void aMemberThatOnlyNewerServicesKnowIsLeftOut() throws JsonProcessingException {
        // Given
        String text = """
                {"service":"crm","id":"019aa5c1-7c1e-7d7a-b1f0-3f1f6f0f9a11","createdAt":"2026-11-21T09:30:00Z",
                 "actorType":"SYSTEM","action":"lead.created","entityType":"lead",
                 "entityId":"019aa5c1-7c1e-7d7a-b1f0-3f1f6f0f9a12","mood":"fine"}
                """;

        // Then
        assertThat(mapper.readValue(text, AuditRecord.class).service()).isEqualTo("crm");
    }
}
