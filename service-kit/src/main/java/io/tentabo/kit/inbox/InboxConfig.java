package io.tentabo.kit.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How consumed events are retried and how long they are remembered. */
@ConfigMapping(prefix = "tentabo.inbox")
public interface InboxConfig {

    /** Tries of one event before it becomes a dead letter; tries while the database is away do not count. */
    @WithDefault("5")
    int attempts();

    /** Pause after the first failure; doubles with each further one. */
    @WithDefault("200ms")
    Duration minBackOff();

    @WithDefault("10s")
    Duration maxBackOff();

    /** How long an event is recognised when it is delivered again; longer than the topics keep records. */
    @WithDefault("30d")
    Duration retention();
}
