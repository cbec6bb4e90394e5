package io.tentabo.sync.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tentabo.kit.security.PublicAddresses;
import io.tentabo.sync.SyncConfig;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private static final Vertx VERTX = Vertx.vertx();

    private final AddressGuard guard = new AddressGuard(
            new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(SyncConfig.class)
                    .withDefaultValue("tentabo.sync.allow-private-addresses", "false")
                    .build()
                    .getConfigMapping(SyncConfig.class),
            VERTX);

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aPublicHttpsAddressIsUsable() {
        assertThat(guard.objection("https://example.pipedrive.com")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.pipedrive.com",
                "https://localhost",
                "https://127.0.0.1",
                "https://[::1]",
                "https://10.0.0.1",
                "https://2130706433",
                "https://identity",
                "https://identity.default.svc.cluster.local",
                "https://user:secret@example.com",
                "https://example.com?x=1",
                "ftp://example.com",
                "not a url"
            })
    void anAddressThatLeadsInwardsIsRefused(String address) {
        assertThat(guard.objection(address)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
                "198.18.0.1", "192.0.0.1", "224.0.0.1", "::1", "fe80::1", "fd00::1", "64:ff9b::7f00:1"
            })
    void aNameThatResolvesInwardsIsRefused(String address) throws UnknownHostException {
        assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"})
    void aPublicAddressIsCalled(String address) throws UnknownHostException {
        assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isTrue();
    }
}
