package io.tentabo.kit.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How exports and purges of tenants are worked off. */
@ConfigMapping(prefix = "tentabo.tenant-jobs")
public interface TenantJobConfig {

    /** How often each process looks for open jobs. */
    @WithDefault("2s")
    String every();

    /** Most rows read or deleted in one transaction. */
    @WithDefault("1000")
    int batchRows();

    /** A batch of an export ends with the row that reaches this size, in bytes of JSON; bounds the memory of a job. */
    @WithDefault("4194304")
    int batchBytes();

    /**
     * How long a purge waits: until the tenant's callers are refused by every process and what they had begun has ended,
     * so that nothing is written behind it.
     */
    @WithDefault("PT1M")
    Duration settling();
}
