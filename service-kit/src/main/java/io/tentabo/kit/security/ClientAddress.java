package io.tentabo.kit.security;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where requests come from. Each proxy adds to {@code X-Forwarded-For} by whom it was called, so the header is read from its
 * end, as far as those that wrote it are trusted: what stands before was sent by the caller, who may have made it up.
 */
@Singleton
class ClientAddress {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final List<IpSubnetFilterRule> trusted;

    /**
     * @param trusted addresses and networks; empty to believe nobody
     * @throws IllegalArgumentException for what is neither
     */
    ClientAddress(@ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<List<String>> trusted) {
        this.trusted = trusted.stream()
                .flatMap(List::stream)
                .map(ClientAddress::network)
                .toList();
    }

    /** The address, null where the connection has none. */
    @Nullable
    String of(HttpServerRequest request) {
        SocketAddress peer = request.connection().remoteAddress();
        String address = peer == null ? null : peer.hostAddress();
        return address == null ? null : of(address, request.headers().getAll(FORWARDED_FOR));
    }

    /** @param forwardedFor the values of the header, in their order */
    String of(String peer, List<String> forwardedFor) {
        List<String> callers = forwardedFor.stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .toList()
                .reversed();
        String address = peer;
        for (String caller : callers) {
            Optional<String> next = literal(caller.strip());
            if (!isTrusted(address) || next.isEmpty()) {
                return address;
            }
            address = next.get();
        }
        return address;
    }

    private boolean isTrusted(String address) {
        InetSocketAddress socket = new InetSocketAddress(InetAddress.ofLiteral(address), 0);
        return trusted.stream().anyMatch(network -> network.matches(socket));
    }

    /** Of what some proxies write with a port. */
    private static Optional<String> literal(String caller) {
        HostAndPort withPort = HostAndPort.parseAuthority(caller, -1);
        String host = withPort == null ? caller : withPort.host();
        try {
            return Optional.of(InetAddress.ofLiteral(host).getHostAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static IpSubnetFilterRule network(String text) {
        String[] parts = text.split("/", 2);
        InetAddress address = InetAddress.ofLiteral(parts[0]);
        int bits = parts.length == 1 ? address.getAddress().length * Byte.SIZE : Integer.parseInt(parts[1]);
        return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }
}
