package io.tentabo.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tentabo.identity.IdentityConfig;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    @Test
    void theCostIsWhatOwaspRecommendsUnlessItIsConfigured() {
        // When
        IdentityConfig.Passwords config = new SmallRyeConfigBuilder()
                .withMapping(IdentityConfig.class)
                .withDefaultValue("tentabo.identity.url", "http://localhost")
                .build()
                .getConfigMapping(IdentityConfig.class)
                .passwords();

        // Then
        assertThat(config.memory()).isEqualTo(19 * 1024);
        assertThat(config.iterations()).isEqualTo(2);
    }
}
