package io.tentabo.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ApiKeyTest {

    private static final UUID TENANT = UUID.fromString("0193a1b2-0000-7000-8000-0123456789ab");

    @Test
    void aKeyIsReadAsItWasMade() {
        // Given
        ApiKey key = ApiKey.generate(TENANT, new SecureRandom());

        // When
        ApiKey read = ApiKey.parse(key.text()).orElseThrow();

        // Then
        assertThat(read.tenantId()).isEqualTo(TENANT);
        assertThat(read.prefix()).isEqualTo(key.prefix()).hasSize(8);
        assertThat(read.hash()).isEqualTo(key.hash());
        assertThat(key.text()).startsWith("tbk_" + key.prefix() + "_").hasSize(83);
        assertThat(ApiKey.isMeantBy(key.text())).isTrue();
        assertThat(ApiKey.isMeantBy("eyJhbGciOiJFUzI1NiJ9.e30.AA")).isFalse();
    }

    @Test
    void noTwoKeysAreAlikeAndNoneIsWrittenOut() {
        // Given
        ApiKey one = ApiKey.generate(TENANT, new SecureRandom());

        // When
        ApiKey other = ApiKey.generate(TENANT, new SecureRandom());

        // Then
        assertThat(one.text()).isNotEqualTo(other.text());
        assertThat(one.hash()).isNotEqualTo(other.hash());
        assertThat(one.toString()).contains(one.prefix()).doesNotContain(one.text());
    }

    @Property
    void aMistypedKeyIsNone(@ForAll @IntRange(max = 80) int at, @ForAll @CharRange(from = 'a', to = 'z') char typed) {
        // Given
        String text = ApiKey.generate(TENANT, new SecureRandom()).text();

        // When
        String mistyped = text.substring(0, at) + typed + text.substring(at + 1);

        // Then
        assertThat(ApiKey.parse(mistyped).isPresent()).isEqualTo(mistyped.equals(text));
    }

    @Property
    void whateverIsSentInsteadIsNone(@ForAll("strings") String text) {
        assertThat(ApiKey.parse(text)).isEmpty();
        assertThat(ApiKey.parse("tbk_" + text)).isEmpty();
    }

    @Provide
    Arbitrary<String> strings() {
        return Arbitraries.strings().ofMaxLength(120);
    }
}
