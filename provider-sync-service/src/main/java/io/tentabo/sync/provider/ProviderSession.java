package io.tentabo.sync.provider;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One piece of work at a provider, and what it has cost so far. */
public final class ProviderSession {

    private volatile ProviderAccess access;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicLong throttledMillis = new AtomicLong();

    public ProviderSession(ProviderAccess access) {
        this.access = access;
    }

    public ProviderAccess access() {
        return access;
    }

    /** Takes over the code of the custom field that carries our lead id. */
    public void learnMarkerField(String code) {
        access = access.withMarkerField(code);
    }

    /** Notes a request that was sent, whatever came of it. */
    public void spent(int cost) {
        requests.incrementAndGet();
        tokens.addAndGet(cost);
    }

    /** Notes time that was waited for the provider's limits. */
    public void throttled(long millis) {
        throttledMillis.addAndGet(millis);
    }

    public Usage usage() {
        return new Usage(requests.get(), tokens.get(), throttledMillis.get());
    }

    /** What was used; {@code tokens} in the provider's own unit. */
    public record Usage(int requests, int tokens, long throttledMillis) {}
}
