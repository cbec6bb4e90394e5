package io.tentabo.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChainFormTest {

    private static final UUID TENANT = UUID.fromString("01981c5e-6c00-7a10-8b00-000000000001");
    private static final UUID RECORD = UUID.fromString("01981c5e-6c00-7a10-8b00-000000000002");
    private static final UUID LEAD = UUID.fromString("01981c5e-6c00-7a10-8b00-000000000003");

    /** Computed once with an independent program; it may never change, or stored chains would no longer verify. */
    @Test
    void versionOneIsPinned() {
        // Given
        ChainForm form = new ChainForm(
                RECORD,
                TENANT,
                OffsetDateTime.parse("2026-11-20T10:00:00.123456Z"),
                "USER",
                null,
                "lead.updated",
                "lead",
                LEAD,
                "{\"name\": \"Müller\"}",
                "{\"name\": \"Meier\"}",
                "203.0.113.7/32",
                null,
                "r-1");

        // When
        byte[] values = form.valuesDigest(new byte[16]);
        byte[] origin = form.originDigest(new byte[16]);
        byte[] hash = form.hash(ChainForm.GENESIS, 1, values, origin);

        // Then
        assertThat(HexFormat.of().formatHex(values))
                .isEqualTo("b511f3f6d705cf8227b62db23530c8aaa1c7022e944b9c9679b9e274803a48f3");
        assertThat(HexFormat.of().formatHex(origin))
                .isEqualTo("71af1a7ebd72cfaf4b0648cbabcf4de29f4c3099beed91736ad971a5f3257643");
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("67d500b9a7d20425c8eb40fc692b9ed2df234d46a35f5eff450a45668caae5a8");
    }

    @Property(tries = 500)
    void differentFieldsNeverHaveTheSameForm(
            @ForAll("fields") List<String> some, @ForAll("fields") List<String> others) {
        // When
        byte[] one = ChainForm.sha256(some.toArray(String[]::new));
        byte[] other = ChainForm.sha256(others.toArray(String[]::new));

        // Then
        assertThat(Arrays.equals(one, other)).isEqualTo(some.equals(others));
    }

    /** Few and short texts, so that joined together they are often the same. */
    @Provide
    Arbitrary<List<String>> fields() {
        return Arbitraries.of("a", "b", "ab", "").injectNull(0.2).list().ofMaxSize(3);
    }
}
