package io.tentabo.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Figures of several contenders, measured in turn within each round, so that what disturbs the machine disturbs all of them.
 */
final class Rounds {

    /** What a JVM needs on two cores until its compilers have come to rest. */
    static final Duration WARM_UP = Duration.ofSeconds(45);

    /** How far a contender's figures may lie apart, relative to their median, before the run says nothing. */
    private static final double MAX_SPREAD = 0.35;

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    /** Measures one figure. */
    interface Measurement {
        double measure() throws Exception;
    }

    void measure(String contender, Measurement measurement) throws Exception {
        add(contender, measurement.measure());
    }

    void add(String contender, double figure) {
        figures.computeIfAbsent(contender, name -> new ArrayList<>()).add(figure);
        System.out.printf(Locale.ROOT, "    %-30s %10.2f%n", contender, figure);
    }

    double median(String contender) {
        return median(figures.getOrDefault(contender, List.of()));
    }

    /** The median over the rounds of the ratio within each round. */
    double ratio(String contender, String baseline) {
        List<Double> ours = figures.getOrDefault(contender, List.of());
        List<Double> theirs = figures.getOrDefault(baseline, List.of());
        return median(IntStream.range(0, Math.min(ours.size(), theirs.size()))
                .mapToObj(round -> ours.get(round) / theirs.get(round))
                .toList());
    }

    /** The contenders whose figures lie so far apart that they mean nothing. */
    List<String> noisy() {
        return figures.entrySet().stream()
                .filter(contender -> areApart(contender.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether figures of one thing lie so far apart that they mean nothing. */
    static boolean areApart(List<Double> values) {
        return (Collections.max(values) - Collections.min(values)) / median(values) > MAX_SPREAD;
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("There is no median of nothing");
        }
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
