package io.tentabo.kit.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterKeysTest {

    private static final String FIRST = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String SECOND = "//////////////////////////////////////////8=";

    private final MasterKeys keys = keys("one:" + FIRST);

    @Property(tries = 100)
    void aWrappedSecretComesBack(@ForAll @Size(max = 200) byte[] secret) {
        // When
        Wrapped wrapped = keys.wrap(secret, "signing-key:1");

        // Then
        assertThat(keys.unwrap(wrapped, "signing-key:1")).isEqualTo(secret);
    }

    @Property(tries = 100)
    void aWrappedSecretWithAnyBitChangedIsRefused(@ForAll @IntRange(max = 10_000) int bit) {
        // Given
        Wrapped wrapped = keys.wrap(new byte[32], "signing-key:1");
        wrapped.ciphertext()[bit / 8 % wrapped.ciphertext().length] ^= (byte) (1 << bit % 8);

        // Then
        assertThatThrownBy(() -> keys.unwrap(wrapped, "signing-key:1")).isInstanceOf(DecryptionException.class);
    }

    @Test
    void aWrappedSecretCannotBeUnwrappedElsewhere() {
        // Given
        Wrapped wrapped = keys.wrap(new byte[32], "signing-key:1");

        // Then
        assertThatThrownBy(() -> keys.unwrap(wrapped, "signing-key:2")).isInstanceOf(DecryptionException.class);
    }

    @Test
    void anOlderMasterKeyStillUnwrapsWhileTheFirstOneWraps() {
        // Given
        Wrapped old = keys.wrap(new byte[] {1, 2, 3}, "c");
        MasterKeys rotated = keys("two:" + SECOND + ", one:" + FIRST);

        // When
        byte[] secret = rotated.unwrap(old, "c");

        // Then
        assertThat(secret).containsExactly(1, 2, 3);
        assertThat(rotated.wrap(secret, "c").masterKeyId()).isEqualTo("two");
    }

    @Test
    void aMasterKeyThatIsNotConfiguredIsNamed() {
        // Given
        Wrapped wrapped = keys("two:" + SECOND).wrap(new byte[32], "c");

        // Then
        assertThatThrownBy(() -> keys.unwrap(wrapped, "c"))
                .isInstanceOf(DecryptionException.class)
                .hasMessageContaining("'two' is not configured");
    }

    @Test
    void derivedKeysDifferByPurposeAndMasterKeyAndAreStable() {
        // Then
        assertThat(keys.derive("cursors"))
                .hasSize(32)
                .isEqualTo(keys("one:" + FIRST).derive("cursors"))
                .isNotEqualTo(keys.derive("links"))
                .isNotEqualTo(keys("one:" + SECOND).derive("cursors"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                 | is not set",
                "c2VjcmV0LXdpdGhvdXQtYW4taWQ=                       | has no id:key at position 1",
                "one:c2VjcmV0c2VjcmV0                               | other than 32 bytes at position 1",
                "one:c2Vj*cmV0                                      | no valid base64 at position 1",
                "one:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, | has no id:key at position 2",
            })
    void malformedConfigurationIsRefusedWithoutPrintingIt(String configured, String complaint) {
        // Then
        assertThatThrownBy(() -> keys(configured))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageContaining(complaint)
                .message()
                .doesNotContain("c2V", "AAAA");
    }

    private static MasterKeys keys(String configured) {
        return new MasterKeys(new CryptoConfig() {

            @Override
            public Optional<String> masterKeys() {
                return Optional.of(configured);
            }

            @Override
            public Duration dataKeyLife() {
                return Duration.ofDays(365);
            }
        });
    }
}
