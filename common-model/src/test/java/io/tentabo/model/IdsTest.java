package io.tentabo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void anIdIsVersionSevenOfTheIetfVariant() {
        // When
        UUID id = Ids.next();

        // Then
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void idsOfOneProcessAreInOrderOfTheirMaking() {
        // When
        List<String> ids =
                IntStream.range(0, 50_000).mapToObj(i -> Ids.next().toString()).toList();

        // Then
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anIdCarriesTheTimeOfItsMakingInMilliseconds() {
        // Given
        long before = System.currentTimeMillis();

        // When
        long milliseconds = Ids.next().getMostSignificantBits() >>> 16;

        // Then
        assertThat(milliseconds).isBetween(before, before + 60_000);
    }

    @Test
    void threadsNeverMakeTheSameId() throws InterruptedException, ExecutionException {
        // Given
        List<Future<List<UUID>>> batches = new ArrayList<>();

        // When
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                batches.add(threads.submit(() ->
                        IntStream.range(0, 20_000).mapToObj(n -> Ids.next()).toList()));
            }
        }

        // Then
        HashSet<UUID> distinct = new HashSet<>();
        for (Future<List<UUID>> batch : batches) {
            distinct.addAll(batch.get());
        }
        assertThat(distinct).hasSize(80_000);
    }
}
