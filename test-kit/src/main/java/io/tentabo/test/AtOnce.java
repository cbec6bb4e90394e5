package io.tentabo.test;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Does several things at the same moment, each on a thread of its own. The common pool does not: on a machine with two
 * cores it has one thread, and what it is given runs in turn.
 */
public final class AtOnce {

    private AtOnce() {}

    /** The same thing so many times. */
    public static <T> List<T> run(int times, Supplier<T> work) {
        return run(Collections.nCopies(times, work));
    }

    /** The same thing for each of them. */
    public static <S, T> List<T> run(List<S> subjects, Function<? super S, T> work) {
        return run(subjects.stream()
                .map(subject -> (Supplier<T>) () -> work.apply(subject))
                .toList());
    }

    /**
     * Different things.
     *
     * @return what they yield, in the order given, once all are through; the first failure if one fails
     */
    public static <T> List<T> run(List<? extends Supplier<T>> works) {
        CyclicBarrier start = new CyclicBarrier(works.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> begun = works.stream()
                    .map(work -> threads.submit(() -> {
                        start.await();
                        return work.get();
                    }))
                    .toList();
            return begun.stream().map(AtOnce::outcome).toList();
        }
    }

    private static <T> T outcome(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError("What was done at once has failed", e);
        }
    }
}
