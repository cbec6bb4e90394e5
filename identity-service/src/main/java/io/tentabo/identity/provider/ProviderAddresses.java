package io.tentabo.identity.provider;

import io.tentabo.identity.IdentityConfig;
import io.tentabo.kit.security.PublicAddresses;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Keeps providers from reaching into our own network. A connection goes to the very addresses that were judged: a name that
 * resolves differently the second time wins nothing.
 */
@Singleton
public class ProviderAddresses {

    private final boolean allowPrivate;

    ProviderAddresses(IdentityConfig config) {
        allowPrivate = config.providers().allowPrivateAddresses();
    }

    /**
     * The addresses that a host's name stands for now. Blocks.
     *
     * @throws ProviderFailure when one of them is none that may be called
     */
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!allowPrivate && !PublicAddresses.contain(address)) {
                throw new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, "Its address is not a public one.");
            }
        }
        return addresses;
    }
}
