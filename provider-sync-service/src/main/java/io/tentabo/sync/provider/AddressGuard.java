package io.tentabo.sync.provider;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.PublicAddresses;
import io.tentabo.sync.SyncConfig;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps connections from reaching into our own network. An address is judged when it is entered and again before every
 * request, which then goes to the very address that was judged: a name that resolves differently the second time wins
 * nothing.
 */
@ApplicationScoped
public class AddressGuard {

    private final SyncConfig config;
    private final Vertx vertx;

    AddressGuard(SyncConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    /** What is wrong with a base URL, if anything; does not look up the host's name. */
    public Optional<String> objection(String baseUrl) {
        URI uri;
        try {
            uri = URI.create(baseUrl);
        } catch (IllegalArgumentException e) {
            return Optional.of("It is no URL.");
        }
        String host = uri.getHost();
        if (host == null || uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            return Optional.of("Only scheme, host, port and path may be given.");
        }
        if (config.allowPrivateAddresses()) {
            return "http".equals(uri.getScheme()) || "https".equals(uri.getScheme())
                    ? Optional.empty()
                    : Optional.of("Only http and https are possible.");
        }
        if (!"https".equals(uri.getScheme())) {
            return Optional.of("Only https is possible.");
        }
        return isInternalName(host) ? Optional.of("The host is not a public one.") : Optional.empty();
    }

    /** The address that a host's name stands for now; fails when it is none that may be called. */
    public Uni<InetAddress> resolve(String host) {
        return Uni.createFrom().completionStage(() -> vertx.<InetAddress>executeBlocking(() -> resolveNow(host), false)
                .toCompletionStage());
    }

    private InetAddress resolveNow(String host) {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new ProviderFailure(ProviderFailure.Kind.UNAVAILABLE, "The host's name cannot be resolved.");
        }
        if (!config.allowPrivateAddresses()) {
            for (InetAddress address : addresses) {
                if (!PublicAddresses.contain(address)) {
                    throw new ProviderFailure(ProviderFailure.Kind.FORBIDDEN_ADDRESS, "The host is not a public one.");
                }
            }
        }
        return addresses[0];
    }

    private static boolean isInternalName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        boolean literal = name.startsWith("[") || name.chars().allMatch(c -> c == '.' || Character.isDigit(c));
        return literal
                || !name.contains(".")
                || name.endsWith(".local")
                || name.endsWith(".localhost")
                || name.endsWith(".internal");
    }
}
