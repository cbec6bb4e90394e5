package io.tentabo.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    private static final String GATEWAY = "10.0.0.7";

    private final ClientAddress addresses = trusting("10.0.0.0/24", "127.0.0.1", "fd00::/8");

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9",
        "'198.51.100.1, 203.0.113.9'",
        "'10.0.0.99, 203.0.113.9'",
        "'203.0.113.9, 10.0.0.8'",
        "'198.51.100.1, 203.0.113.9, 127.0.0.1, 10.0.0.8'",
        "'what?, 203.0.113.9:41234'"
    })
    void itIsTheFirstThatIsNotTrustedFromTheEnd(String forwardedFor) {
        assertThat(addresses.of(GATEWAY, List.of(forwardedFor))).isEqualTo("203.0.113.9");
    }

    @Test
    void aStrangerIsNotBelieved() {
        assertThat(addresses.of("203.0.113.9", List.of("198.51.100.1"))).isEqualTo("203.0.113.9");
        assertThat(addresses.of("203.0.113.9", List.of("10.0.0.7"))).isEqualTo("203.0.113.9");
        assertThat(new ClientAddress(Optional.empty()).of(GATEWAY, List.of("203.0.113.9")))
                .isEqualTo(GATEWAY);
    }

    @Test
    void aCallerWithinIsAsFarAsItGoes() {
        assertThat(addresses.of(GATEWAY, List.of())).isEqualTo(GATEWAY);
        assertThat(addresses.of(GATEWAY, List.of("10.0.0.8"))).isEqualTo("10.0.0.8");
        assertThat(addresses.of(GATEWAY, List.of("unknown"))).isEqualTo(GATEWAY);
        assertThat(addresses.of(GATEWAY, List.of(""))).isEqualTo(GATEWAY);
    }

    @Test
    void severalHeadersAreOne() {
        assertThat(addresses.of(GATEWAY, List.of("198.51.100.1", "203.0.113.9")))
                .isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource({"2001:db8::5", "[2001:db8::5]", "[2001:db8::5]:443"})
    void anAddressOfVersion6IsReadWithAndWithoutAPort(String forwardedFor) {
        assertThat(addresses.of("fd00::1", List.of(forwardedFor))).isEqualTo("2001:db8:0:0:0:0:0:5");
    }

    @Test
    void aHostNameIsNotTrusted() {
        assertThatIllegalArgumentException().isThrownBy(() -> trusting("gateway.example"));
        assertThatIllegalArgumentException().isThrownBy(() -> trusting("10.0.0.0/many"));
    }

    private static ClientAddress trusting(String... proxies) {
        return new ClientAddress(Optional.of(List.of(proxies)));
    }
}
