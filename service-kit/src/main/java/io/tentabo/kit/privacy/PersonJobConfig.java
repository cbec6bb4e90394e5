package io.tentabo.kit.privacy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How exports and erasures of persons are worked off. */
@ConfigMapping(prefix = "tentabo.person-jobs")
public interface PersonJobConfig {

    /** How often each process looks for open jobs. */
    @WithDefault("2s")
    String every();

    /** Most rows looked at in one transaction. */
    @WithDefault("500")
    int batchRows();

    /** How long a job waits, so that what was begun before it was asked for has ended. */
    @WithDefault("PT10S")
    Duration settling();
}
