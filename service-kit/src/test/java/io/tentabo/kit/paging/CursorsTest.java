package io.tentabo.kit.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.paging.Cursors.Position;
import java.util.Base64;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class CursorsTest {

    private static final UUID ID = UUID.fromString("01981c5e-6c00-7a10-8b00-000000000001");

    private final Cursors cursors = new Cursors(new byte[32]);

    @Property(tries = 200)
    void aPositionSurvivesItsCursor(@ForAll @StringLength(max = 200) String sortValue) {
        // Given
        Position position = new Position(sortValue.replaceAll("\\p{Cs}", ""), ID);

        // When
        String cursor = cursors.encode("leads of tenant a", position);

        // Then
        assertThat(cursors.decode("leads of tenant a", cursor)).isEqualTo(position);
    }

    @Property(tries = 200)
    void aCursorWithAnyBitChangedIsRefused(@ForAll @IntRange(max = 500) int bit) {
        // Given
        byte[] bytes = Base64.getUrlDecoder().decode(cursors.encode("list", new Position("2026-11-20T10:00Z", ID)));
        bytes[(bit / 8) % bytes.length] ^= (byte) (1 << (bit % 8));
        String tampered = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        // Then
        assertThatThrownBy(() -> cursors.decode("list", tampered)).isInstanceOf(HttpProblem.class);
    }

    @Property(tries = 20)
    void aCursorOfAnotherTenantListFilterOrSortIsRefused(@ForAll @StringLength(min = 1, max = 20) String binding) {
        // Given
        String cursor = cursors.encode(binding, new Position("x", ID));

        // Then
        assertThatThrownBy(() -> cursors.decode(binding + "'", cursor))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.getStatusCode())
                        .isEqualTo(400));
    }

    @Property(tries = 100)
    void textThatIsNoCursorIsRefused(@ForAll @StringLength(max = 80) String text) {
        assertThatThrownBy(() -> cursors.decode("list", text)).isInstanceOf(HttpProblem.class);
    }
}
