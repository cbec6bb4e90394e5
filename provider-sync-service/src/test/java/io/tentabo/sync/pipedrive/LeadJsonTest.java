package io.tentabo.sync.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class LeadJsonTest {

    private static final String LEAD = """
            {"id": "4711", "title": %s, "value": {"amount": %s, "currency": "EUR"}, "update_time": "2026-11-21 10:00:00"}
            """;

    @Test
    void aCharacterThatNoDatabaseHoldsIsLeftOut() throws JsonProcessingException {
        // When
        var lead = LeadJson.read(lead("\"Rack\\u0000 and cooling\"", "1200.50"), null);

        // Then
        assertThat(lead.state().title()).isEqualTo("Rack and cooling");
        assertThat(lead.state().amount()).isEqualByComparingTo("1200.50");
    }

    @Test
    void anAmountOfMillionsOfDigitsIsRefused() throws JsonProcessingException {
        // Given
        JsonNode lead = lead("\"Rack\"", "1e999999");

        // When, then
        assertThatThrownBy(() -> LeadJson.read(lead, null)).hasMessage("The value has too many digits");
    }

    private static JsonNode lead(String title, String amount) throws JsonProcessingException {
        return JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readTree(LEAD.formatted(title, amount));
    }
}
