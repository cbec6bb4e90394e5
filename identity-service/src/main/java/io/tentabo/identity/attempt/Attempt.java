package io.tentabo.identity.attempt;

import io.tentabo.kit.crypto.Sha256;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to obtain a token.
 *
 * @param subject what is attacked, existing or not, e.g. {@code user:oxibox:ada@example.com}; null when the attempt names
 *     nobody, such as an unknown refresh token
 * @param address the client's address; null for a caller inside the process
 */
public record Attempt(@Nullable String subject, @Nullable String address) {

    private static final int NETWORK_BYTES = 8;

    /** Stands for the subject at this address, without saying either. */
    public byte[] pairKey() {
        return Sha256.of("pair:" + subject + "@" + network());
    }

    byte[] subjectKey() {
        return Sha256.of("subject:" + subject);
    }

    byte[] addressKey() {
        return Sha256.of("address:" + network());
    }

    /** An IPv6 customer has 2^64 addresses: the network stands for all of them. */
    private String network() {
        if (address == null) {
            return "";
        }
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address v6
                    ? HexFormat.of().formatHex(Arrays.copyOf(v6.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
