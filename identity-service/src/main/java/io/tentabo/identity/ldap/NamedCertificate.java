package io.tentabo.identity.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** Demands that a directory's certificate names the host that was asked for. */
final class NamedCertificate extends SSLSocketVerifier {

    private final SSLSocketVerifier names = new HostNameSSLSocketVerifier(true, false);

    @Override
    public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
        try {
            names.verifySSLSocket(host, port, socket);
        } catch (LDAPException e) {
            throw new LDAPException(
                    e.getResultCode(), e.getMessage(), new SSLPeerUnverifiedException("The certificate is another's"));
        }
    }
}
