package io.tentabo.kit.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How API keys are let in. */
@ConfigMapping(prefix = "tentabo.api-keys")
public interface ApiKeyConfig {

    /** How long a good key is let in without asking again: so long a revoked one may still be. */
    @WithDefault("PT60S")
    Duration remember();

    /** How long a refused key is refused without asking again. */
    @WithDefault("PT5S")
    Duration rememberRefusals();

    /** How long a request waits for the issuer before it is answered 503. */
    @WithDefault("PT3S")
    Duration timeout();

    /** How often uses are reported to the issuer: so much of the counts a process loses that is killed. */
    @WithDefault("5s")
    String reportEvery();
}
