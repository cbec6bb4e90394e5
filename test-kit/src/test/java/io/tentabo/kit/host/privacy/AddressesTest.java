package io.tentabo.kit.host.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.kit.host.Rows;
import io.tentabo.test.TentaboInfrastructure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the address of which only a digest is known is found in what people wrote, and where another one is meant. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class AddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jo@example.com",
                "Mail JO@Example.com.",
                "<jo@example.com>",
                "mailto:jo@example.com?subject=Hello",
                "to=jo@example.com&cc=x",
                "'jo@example.com'",
                "**jo@example.com**",
                "_jo@example.com_",
                "`jo@example.com`",
                "„jo@example.com“",
                "Jo–jo@example.com–left",
                "anna@example.com/jo@example.com|ed@example.com",
                "first\njo@example.com\nlast"
            })
    void anAddressIsFoundAndReplacedWhereverItStands(String text) {
        assertThat(names(text, "jo@example.com")).isTrue();
        assertThat(without(text, "jo@example.com"))
                .isEqualTo(text.replaceFirst("(?i)(?<![a-z])jo@example\\.com", "gone"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "banjo@example.com",
                "o'jo@example.com",
                "the.jo@example.com",
                "bill+jo@example.com",
                "jo@example.com.au",
                "jo@example.community",
                "jo@example",
                "jo at example.com",
                "@jo @example.com"
            })
    void anotherAddressIsNotMistakenForIt(String text) {
        assertThat(names(text, "jo@example.com")).isFalse();
        assertThat(without(text, "jo@example.com")).isEqualTo(text);
    }

    @Test
    void ofTwoAddressesThatEndAlikeOnlyTheOneMeantIsReplaced() {
        assertThat(without("jo@example.com, banjo@example.com and jo@example.com.au", "jo@example.com"))
                .isEqualTo("gone, banjo@example.com and jo@example.com.au");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"o'brien@example.com", "jo/doe@example.com", "{jo}@example.com", "jö@exämple.com", "#1@example.com"
            })
    void anUnusualAddressIsFound(String address) {
        assertThat(names("Mail " + address + ", please", address)).isTrue();
        assertThat(without("Mail " + address + ", please", address)).isEqualTo("Mail gone, please");
    }

    @Test
    void anAddressIsFoundInADocumentAfterTheEndOfALine() {
        // Given
        String document =
                "{\"note\": \"Mail:\\njo@example.com\\tor C:\\\\jo@example.com\", \"of\": [\"njo@example.com\"]}";

        // Then
        assertThat(Rows.of("SELECT names_address(document_text(?::jsonb), '', sha256('jo@example.com'))", document))
                .containsExactly("t");
        assertThat(Rows.of(
                        "SELECT names_address(payload_text(convert_to(?, 'UTF8')), '', sha256(?))", document, bytes()))
                .containsExactly("t");
        assertThat(withoutInDocument(document, "jo@example.com"))
                .containsExactly("{\"of\": [\"njo@example.com\"], \"note\": \"Mail:\\ngone\\tor C:\\\\gone\"}");
        assertThat(withoutInDocument(document, "njo@example.com"))
                .containsExactly(
                        "{\"of\": [\"gone\"], \"note\": \"Mail:\\njo@example.com\\tor C:\\\\jo@example.com\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff00", "7b", "7b226a6f223a22"})
    void aPayloadThatIsNoDocumentIsReadAsItIs(String hex) {
        assertThat(Rows.of(
                        "SELECT names_address(payload_text(decode(?, 'hex') || ' jo@example.com'), '', sha256(?))",
                        hex,
                        bytes()))
                .containsExactly("t");
    }

    private static byte[] bytes() {
        return "jo@example.com".getBytes(StandardCharsets.UTF_8);
    }

    private static boolean names(String text, String address) {
        return Rows.of("SELECT names_address(?, '', sha256(convert_to(?, 'UTF8')))", text, address)
                .equals(List.of("t"));
    }

    private static String without(String text, String address) {
        return Rows.of("SELECT without_address(?, '', sha256(convert_to(?, 'UTF8')), 'gone')", text, address)
                .getFirst();
    }

    private static List<String> withoutInDocument(String document, String address) {
        return Rows.of(
                "SELECT document_without_address(?::jsonb, '', sha256(convert_to(?, 'UTF8')), 'gone')::text",
                document,
                address);
    }
}
