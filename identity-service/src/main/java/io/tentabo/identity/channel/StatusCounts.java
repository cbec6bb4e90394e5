package io.tentabo.identity.channel;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How many there are.
 *
 * @param byStatus only what there is at least one of
 */
public record StatusCounts(
        @Schema(examples = "7") long total,

        @Schema(examples = "{\"NEW\": 4, \"QUALIFIED\": 2, \"WON\": 1}")
        SortedMap<String, Long> byStatus) {

    public StatusCounts {
        byStatus = Collections.unmodifiableSortedMap(new TreeMap<>(byStatus));
    }

    static StatusCounts of(Map<String, Long> byStatus) {
        long total = byStatus.values().stream().mapToLong(Long::longValue).sum();
        return new StatusCounts(total, new TreeMap<>(byStatus));
    }
}
