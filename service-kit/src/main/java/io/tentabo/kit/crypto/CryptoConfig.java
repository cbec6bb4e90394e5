package io.tentabo.kit.crypto;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Configuration of the encryption. */
@ConfigMapping(prefix = "tentabo.crypto")
public interface CryptoConfig {

    /**
     * Master keys as {@code id:base64-of-32-bytes}, comma-separated; the first is current, the others only decrypt. To
     * rotate: append the new key everywhere, then move it to the front everywhere, let the re-wrapping run, then remove
     * the old one. Kept as one string, so that no conversion error can print a key.
     */
    Optional<String> masterKeys();

    /** How long a tenant's data key encrypts before it gets the next one. */
    @WithDefault("P365D")
    Duration dataKeyLife();
}
