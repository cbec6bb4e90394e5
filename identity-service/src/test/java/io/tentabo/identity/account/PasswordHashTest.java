package io.tentabo.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordHashTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void aHashIsWrittenWithItsParametersAndReadBack() {
        // Given
        PasswordHash hash = PasswordHash.of("correct horse", random);

        // When
        PasswordHash read = PasswordHash.parse(hash.phc());

        // Then
        assertThat(hash.phc()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(read.matches("correct horse")).isTrue();
        assertThat(read.matches("correct Horse")).isFalse();
        assertThat(read.isOutdated()).isFalse();
    }

    /** Made with the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32 -e. */
    @Test
    void aHashOfTheReferenceImplementationIsUnderstood() {
        // Given
        String reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        // When
        PasswordHash hash = PasswordHash.parse(reference);

        // Then
        assertThat(hash.matches("password")).isTrue();
        assertThat(hash.isOutdated()).isTrue();
    }

    @Test
    void anythingElseIsNoHash() {
        // Given
        String bcrypt = "$2b$12$abcdefghijklmnopqrstuu";

        // When
        Throwable refusal = catchThrowable(() -> PasswordHash.parse(bcrypt));

        // Then
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
    }
}
