package io.tentabo.kit.crypto;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Unwrapped data keys, for a minute each; holds committed keys only. */
final class DataKeyCache {

    private static final long LIFETIME_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST_ENTRIES = 10_000;

    private final Map<UUID, Entry> current = new ConcurrentHashMap<>();
    private final Map<Version, Entry> versions = new ConcurrentHashMap<>();

    @Nullable
    DataKey current(UUID tenantId) {
        return live(current.get(tenantId));
    }

    @Nullable
    DataKey get(UUID tenantId, int version) {
        return live(versions.get(new Version(tenantId, version)));
    }

    void put(UUID tenantId, DataKey key, boolean isCurrent) {
        if (versions.size() >= MOST_ENTRIES) {
            versions.clear();
            current.clear();
        }
        Entry entry = new Entry(key, System.nanoTime());
        versions.put(new Version(tenantId, key.version()), entry);
        if (isCurrent) {
            current.put(tenantId, entry);
        }
    }

    void forgetCurrent(UUID tenantId) {
        current.remove(tenantId);
    }

    private static @Nullable DataKey live(@Nullable Entry entry) {
        return entry == null || System.nanoTime() - entry.since() > LIFETIME_NANOS ? null : entry.key();
    }

    private record Version(UUID tenantId, int version) {}

    private record Entry(DataKey key, long since) {}
}
