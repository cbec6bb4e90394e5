package io.tentabo.identity.ldap;

import com.unboundid.ldap.sdk.NameResolver;
import io.tentabo.identity.provider.ProviderAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Resolves the names of directories to addresses that may be called. */
final class GuardedNames extends NameResolver {

    private final ProviderAddresses addresses;

    GuardedNames(ProviderAddresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public InetAddress getByName(String host) throws UnknownHostException {
        return getAllByName(host)[0];
    }

    @Override
    public InetAddress[] getAllByName(String host) throws UnknownHostException {
        return addresses.resolve(host);
    }

    @Override
    public void toString(StringBuilder buffer) {
        buffer.append("GuardedNames()");
    }
}
