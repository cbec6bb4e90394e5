package io.tentabo.kit.lifecycle;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where exports go. */
@ConfigMapping(prefix = "tentabo.exports")
public interface ExportConfig {

    /** A directory that all processes of all services share; without it nothing can be exported. */
    Optional<Path> directory();
}
