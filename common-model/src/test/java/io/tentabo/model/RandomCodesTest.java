package io.tentabo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomCodesTest {

    @Test
    void aCodeHasOnlyCharactersThatCannotBeMisread() {
        // When
        String code = RandomCodes.next(1000);

        // Then
        assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{1000}");
    }

    @Test
    void codesDiffer() {
        // When
        Stream<String> codes = Stream.generate(() -> RandomCodes.next(12)).limit(1000);

        // Then
        assertThat(codes).doesNotHaveDuplicates();
    }
}
