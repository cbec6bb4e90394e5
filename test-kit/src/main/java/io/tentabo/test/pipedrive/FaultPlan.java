package io.tentabo.test.pipedrive;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Faults that wait for a request to hit, oldest first. Safe for use from any thread. */
public final class FaultPlan {

    private final List<Planned> planned = new ArrayList<>();

    FaultPlan() {}

    /** Hits the next {@code times} requests, whatever they are. */
    public FaultPlan next(int times, Fault fault) {
        return next(times, "", "", fault);
    }

    /**
     * Hits the next {@code times} requests of a kind.
     *
     * @param method HTTP method, or empty for any
     * @param pathPrefix how the path begins, or empty for any
     */
    public synchronized FaultPlan next(int times, String method, String pathPrefix, Fault fault) {
        for (int i = 0; i < times; i++) {
            planned.add(new Planned(method, pathPrefix, fault));
        }
        return this;
    }

    public synchronized void clear() {
        planned.clear();
    }

    synchronized @Nullable Fault take(String method, String path) {
        for (int i = 0; i < planned.size(); i++) {
            if (planned.get(i).hits(method, path)) {
                return planned.remove(i).fault();
            }
        }
        return null;
    }

    private record Planned(String method, String pathPrefix, Fault fault) {

        boolean hits(String requestMethod, String path) {
            return (method.isEmpty() || method.equals(requestMethod)) && path.startsWith(pathPrefix);
        }
    }
}
