package io.tentabo.sync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.sync.connection.FieldOwner;
import io.tentabo.sync.mapping.Merge.Side;
import io.tentabo.sync.provider.LeadField;
import io.tentabo.sync.provider.LeadState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MergeTest {

    private static final Instant EARLIER = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant LATER = EARLIER.plusSeconds(60);
    private static final LeadState AGREED = state("Agreed", "100");

    @Test
    void nothingMovesWhileBothSidesAreAsSeen() {
        // When
        Merge merge = merge(AGREED, AGREED, Map.of(), Set.of());

        // Then
        assertThat(merge.send()).isEmpty();
        assertThat(merge.takeOver()).isEmpty();
        assertThat(merge.conflicts()).isEmpty();
    }

    @Test
    void changesOfDifferentFieldsGoBothWays() {
        // When
        Merge merge = merge(state("Ours", "100"), state("Agreed", "200"), Map.of(), Set.of());

        // Then
        assertThat(merge.send()).containsExactly(LeadField.TITLE);
        assertThat(merge.takeOver()).containsExactly(LeadField.VALUE);
        assertThat(merge.conflicts()).isEmpty();
    }

    @Test
    void theSameChangeOnBothSidesIsSettled() {
        // When
        Merge merge = merge(state("Same", "100"), state("Same", "100"), Map.of(), Set.of());

        // Then
        assertThat(merge.settled()).contains(LeadField.TITLE);
        assertThat(merge.send()).isEmpty();
        assertThat(merge.takeOver()).isEmpty();
    }

    @Test
    void aFieldChangedOnBothSidesIsAConflictWithoutAnOwner() {
        // When
        Merge merge = merge(state("Ours", "100"), state("Theirs", "100"), Map.of(), Set.of());

        // Then
        assertThat(merge.conflicts()).containsExactly(LeadField.TITLE);
    }

    @Test
    void theOwnerWins() {
        // When
        Merge internal =
                merge(state("Ours", "100"), state("Theirs", "100"), Map.of("title", FieldOwner.INTERNAL), Set.of());
        Merge external =
                merge(state("Ours", "100"), state("Theirs", "100"), Map.of("title", FieldOwner.EXTERNAL), Set.of());
        Merge newest =
                merge(state("Ours", "100"), state("Theirs", "100"), Map.of("title", FieldOwner.NEWEST), Set.of());

        // Then
        assertThat(internal.send()).containsExactly(LeadField.TITLE);
        assertThat(external.takeOver()).containsExactly(LeadField.TITLE);
        assertThat(newest.takeOver()).containsExactly(LeadField.TITLE);
    }

    @Test
    void anOpenConflictMovesNothing() {
        // When
        Merge merge = merge(state("Ours again", "100"), AGREED, Map.of(), Set.of(LeadField.TITLE));

        // Then
        assertThat(merge.send()).isEmpty();
        assertThat(merge.conflicts()).containsExactly(LeadField.TITLE);
    }

    @Test
    void aValueThatWasTakenOverAndHasNotArrivedIsNotSentBack() {
        // Given
        LeadState theirs = state("Theirs", "100");
        Side internal = new Side(AGREED, AGREED, EARLIER);
        Side external = new Side(theirs, theirs, LATER);

        // When
        Merge merge = Merge.of(internal, external, Map.of(), Set.of());

        // Then
        assertThat(merge.send()).isEmpty();
        assertThat(merge.takeOver()).isEmpty();
    }

    @Test
    void equalStatesHaveEqualHashes() {
        assertThat(state("A", "100.0").hash()).isEqualTo(state("A", "100.00").hash());
        assertThat(state("A", "100").hash()).isNotEqualTo(state("A", "101").hash());
        assertThat(state("A", "100").differences(state("A", "100.000"))).isEmpty();
    }

    private static Merge merge(LeadState ours, LeadState theirs, Map<String, FieldOwner> owners, Set<LeadField> open) {
        return Merge.of(new Side(AGREED, ours, EARLIER), new Side(AGREED, theirs, LATER), owners, open);
    }

    private static LeadState state(String title, String amount) {
        return new LeadState(title, new BigDecimal(amount), "EUR", null, false);
    }
}
