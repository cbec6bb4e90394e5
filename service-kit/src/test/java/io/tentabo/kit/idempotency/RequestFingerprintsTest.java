package io.tentabo.kit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tentabo.kit.security.Caller;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFingerprintsTest {

    private static final Caller CALLER = Caller.system(new UUID(1, 1));

    private final RequestFingerprints fingerprints = new RequestFingerprints(new ObjectMapper());

    @Test
    void theOrderOfMembersDoesNotMatterAtAnyDepth() {
        // Given
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("z", 1);
        inner.put("a", 2);
        Map<String, Object> reversed = new LinkedHashMap<>();
        reversed.put("a", 2);
        reversed.put("z", 1);

        // When
        RequestFingerprint one = of("k", "/orders", Map.of("item", inner));
        RequestFingerprint other = of("k", "/orders", Map.of("item", reversed));

        // Then
        assertThat(one).isEqualTo(other);
    }

    @Test
    void anotherBodyIsAnotherRequestUnderTheSameKey() {
        // When
        RequestFingerprint one = of("k", "/orders", Map.of("quantity", 1));
        RequestFingerprint other = of("k", "/orders", Map.of("quantity", 2));

        // Then
        assertThat(one.scope()).isEqualTo(other.scope());
        assertThat(one.request()).isNotEqualTo(other.request());
    }

    @Test
    void aKeyBelongsToItsPath() {
        // Then
        assertThat(of("k", "/orders", "").scope())
                .isNotEqualTo(of("k", "/leads", "").scope());
    }

    @Test
    void theBodyCannotBeGuessedFromTheHashWithoutTheKey() {
        // Then
        assertThat(of("k", "/users", "body").request())
                .isNotEqualTo(of("l", "/users", "body").request());
    }

    @Test
    void aCallerWithoutTenantUsesTheNilTenant() {
        // When
        RequestFingerprint fingerprint = fingerprints.of(Caller.NOBODY, "k", "POST", "/tenants", "");

        // Then
        assertThat(fingerprint.tenantId()).isEqualTo(new UUID(0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "tab\t", "ümlaut", "line\n"})
    void keysMustBeVisibleAscii(String key) {
        // Then
        assertThat(RequestFingerprints.isValidKey(key)).isFalse();
        assertThat(RequestFingerprints.isValidKey("k".repeat(255))).isTrue();
        assertThat(RequestFingerprints.isValidKey("k".repeat(256))).isFalse();
    }

    private RequestFingerprint of(String key, String path, Object body) {
        return fingerprints.of(CALLER, key, "POST", path, body);
    }
}
