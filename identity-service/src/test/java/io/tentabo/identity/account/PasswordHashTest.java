package io.tentabo.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tentabo.identity.account.PasswordHash.Cost;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordHashTest {

    private static final Cost COST = new Cost(64, 3, 1);

    private final SecureRandom random = new SecureRandom();

    @Test
    void aHashIsWrittenWithItsParametersAndReadBack() {
        // Given
        PasswordHash hash = PasswordHash.of("correct horse", COST, random);

        // When
        PasswordHash read = PasswordHash.parse(hash.phc());

        // Then
        assertThat(hash.phc()).startsWith("$argon2id$v=19$m=64,t=3,p=1$");
        assertThat(read.matches("correct horse")).isTrue();
        assertThat(read.matches("correct Horse")).isFalse();
        assertThat(read.cost()).isEqualTo(COST);
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
        assertThat(hash.cost()).isEqualTo(new Cost(65536, 2, 1));
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

    @Test
    void aCostThatTheAlgorithmDoesNotKnowIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cost(7, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cost(64, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cost(64, 1, 0));
    }
}
