package io.tentabo.kit.lifecycle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings tables into an order in which each comes before those that its foreign keys name. */
final class PurgeOrder {

    /** The last one: what it holds has to be published first, the word of the purge itself among it. */
    static final String OUTBOX = "outbox";

    private PurgeOrder() {}

    /**
     * The names in order; independent ones by name, so that the order is the same everywhere.
     *
     * @param references by table, the others that its rows point to
     * @throws IllegalStateException when tables refer to each other in a circle
     */
    static List<String> of(Map<String, Set<String>> references) {
        Map<String, Set<String>> left = new LinkedHashMap<>();
        references.keySet().stream().sorted().forEach(name -> left.put(name, references.getOrDefault(name, Set.of())));
        List<String> order = new ArrayList<>();
        while (!left.isEmpty()) {
            List<String> free = left.keySet().stream()
                    .filter(name -> left.values().stream().noneMatch(targets -> targets.contains(name)))
                    .toList();
            if (free.isEmpty()) {
                throw new IllegalStateException("These tables refer to each other in a circle: " + left.keySet());
            }
            free.forEach(left::remove);
            order.addAll(free);
        }
        if (order.remove(OUTBOX)) {
            order.add(OUTBOX);
        }
        return order;
    }
}
