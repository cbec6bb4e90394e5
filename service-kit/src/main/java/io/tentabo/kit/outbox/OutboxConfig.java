package io.tentabo.kit.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events leave the database. */
@ConfigMapping(prefix = "tentabo.outbox")
public interface OutboxConfig {

    Relay relay();

    /**
     * How long rows stay when the relay is switched off. A Debezium connector reads the write-ahead log, so it needs a
     * row no longer than its insertion; the time is for people who look for a fault.
     */
    @WithDefault("3d")
    Duration retention();

    /** The relay in this process. */
    interface Relay {

        /** False when a Debezium connector publishes instead. */
        @WithDefault("true")
        boolean enabled();

        /** Longest time a committed event waits if no wake-up reaches the leader, and for a standby to take over. */
        @WithDefault("1s")
        Duration pollInterval();

        /** Most events published before their rows are deleted; bounds what is published twice after a crash. */
        @WithDefault("500")
        int batchSize();

        /** First pause after a failure; doubles with each further one. */
        @WithDefault("100ms")
        Duration minBackOff();

        @WithDefault("10s")
        Duration maxBackOff();

        /** How long shutdown waits for the batch under way; a batch cut off is published again by the next leader. */
        @WithDefault("5s")
        Duration stopTimeout();
    }
}
