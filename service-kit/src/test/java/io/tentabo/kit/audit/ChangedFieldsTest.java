package io.tentabo.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangedFieldsTest {

    private final ObjectMapper mapper = new ObjectMapper();

    private record Lead(String title, BigDecimal amount, Map<String, Object> attributes) {}

    @Test
    void onlyFieldsThatDifferAreKept() {
        // Given
        Lead before = new Lead("Storage", new BigDecimal("10.50"), Map.of("rating", 3));
        Lead after = new Lead("Cloud storage", new BigDecimal("10.5000"), Map.of("rating", 3));

        // When
        ChangedFields changes = ChangedFields.between(mapper, before, after);

        // Then
        assertThat(changes).isEqualTo(new ChangedFields("{\"title\":\"Storage\"}", "{\"title\":\"Cloud storage\"}"));
    }

    @Test
    void aFieldThatOnlyOneStateHasIsAChange() {
        // When
        ChangedFields changes = ChangedFields.between(mapper, Map.of("a", 1), Map.of("b", 2));

        // Then
        assertThat(changes).isEqualTo(new ChangedFields("{\"a\":1}", "{\"b\":2}"));
    }

    @Test
    void aCreationKeepsTheWholeStateAndNoOldOne() {
        // When
        ChangedFields changes = ChangedFields.between(mapper, null, Map.of("a", 1));

        // Then
        assertThat(changes).isEqualTo(new ChangedFields(null, "{\"a\":1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "apiKey", "api_key", "refreshToken", "CLIENT-SECRET", "credentials"})
    void aSecretShowsThatItChangedButNeverItsValue(String name) {
        // When
        ChangedFields changes = ChangedFields.between(mapper, Map.of(name, "before"), Map.of(name, "after"));

        // Then
        String masked = "{\"" + name + "\":\"[secret]\"}";
        assertThat(changes).isEqualTo(new ChangedFields(masked, masked));
    }

    @Test
    void aSecretIsMaskedAtAnyDepth() {
        // When
        ChangedFields changes = ChangedFields.between(
                mapper, null, Map.of("hooks", List.of(Map.of("url", Map.of("token", List.of("t-1", "t-2"))))));

        // Then
        assertThat(changes.after()).isEqualTo("{\"hooks\":[{\"url\":{\"token\":\"[secret]\"}}]}");
    }

    @Test
    void aTreeGivenAsTheStateIsLeftAlone() {
        // Given
        var before = mapper.createObjectNode().put("a", 1).put("password", "p");
        var after = before.deepCopy();

        // When
        ChangedFields.between(mapper, before, after);

        // Then
        assertThat(before).isEqualTo(mapper.createObjectNode().put("a", 1).put("password", "p"));
    }
}
