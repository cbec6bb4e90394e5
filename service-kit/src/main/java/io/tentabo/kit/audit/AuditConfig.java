package io.tentabo.kit.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How audit records are sealed. */
@ConfigMapping(prefix = "tentabo.audit")
public interface AuditConfig {

    Sealing sealing();

    /** The sealer in this process. */
    interface Sealing {

        @WithDefault("true")
        boolean enabled();

        /** Pause between two looks for unsealed records: about how long a record stays unsealed. */
        @WithDefault("500ms")
        Duration interval();

        /** Most records sealed in one transaction; a full batch is followed by the next without a pause. */
        @WithDefault("500")
        int batchSize();
    }
}
