package io.tentabo.sync;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Configuration of the provider sync service. */
@ConfigMapping(prefix = "tentabo.sync")
public interface SyncConfig {

    /**
     * Lets connections use plain HTTP and private addresses. For local work with a stand-in only: in production it would
     * let a tenant's administrator reach into the cluster.
     */
    @WithDefault("false")
    boolean allowPrivateAddresses();

    /** How often the queue is looked at for repetitions; what is new is sent at once. */
    @WithDefault("1s")
    Duration pushTick();

    /** How often connections that are due to be read are looked for. */
    @WithDefault("5s")
    Duration pullTick();

    /** How often connections whose health is due to be checked are looked for. */
    @WithDefault("10s")
    Duration healthTick();

    /** How often an active connection is read for changes. */
    @WithDefault("1m")
    Duration pullEvery();

    /** How often an active connection is read completely, which alone finds what was deleted there. */
    @WithDefault("1h")
    Duration fullPullEvery();

    /** How often the health of an active connection is checked. */
    @WithDefault("5m")
    Duration healthCheckEvery();

    /**
     * How far behind its watermark a reading begins: the provider shows whole seconds, commits out of order, and its clock
     * is not quite ours.
     */
    @WithDefault("30s")
    Duration pullOverlap();

    /**
     * How many pages one run reads, at most; the next run goes on where it ended. Pages that a provider may send hold up
     * to 500 records.
     */
    @WithDefault("200")
    int maxPullPages();

    /** How many records one run reads before it leaves the rest to the next; a page that was begun is finished. */
    @WithDefault("50000")
    int maxPullRecords();

    /** How long one run reads before it leaves the rest to the next. */
    @WithDefault("15m")
    Duration maxPullTime();

    /** Time-out of one request to a provider. */
    @WithDefault("20s")
    Duration requestTimeout();

    /** Silence after a provider has blocked us. */
    @WithDefault("5m")
    Duration coolDown();

    /** Silence after a daily budget is used up; the provider does not say when its day ends. */
    @WithDefault("15m")
    Duration budgetPause();

    /**
     * Pause before the first repetition of a push, and silence of a connection whose provider fails without saying for how
     * long; both double up to {@link #maxBackOff}.
     */
    @WithDefault("5s")
    Duration minBackOff();

    @WithDefault("15m")
    Duration maxBackOff();

    /** A run without a sign of life for so long was killed. */
    @WithDefault("3m")
    Duration runTimeout();

    /** How long runs that have ended are kept, with their errors. */
    @WithDefault("30d")
    Duration runRetention();

    /** How long a worker may keep a push to itself before another takes it over. */
    @WithDefault("5m")
    Duration claimTime();
}
