package io.tentabo.identity.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes the sockets of one {@link Line}. */
final class LineSockets extends SocketFactory {

    private final SocketFactory sockets;
    private final Line line;

    LineSockets(SocketFactory sockets, Line line) {
        this.sockets = sockets;
        this.line = line;
    }

    @Override
    public Socket createSocket() throws IOException {
        return line.hold(sockets.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return line.hold(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return line.hold(sockets.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return line.hold(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return line.hold(sockets.createSocket(host, port, localHost, localPort));
    }
}
