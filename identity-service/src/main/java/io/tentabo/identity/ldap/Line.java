package io.tentabo.identity.ldap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * The socket of a conversation, for whoever must end it. A directory that sends a byte now and then would keep within every
 * time limit of a single answer and hold a thread for ever.
 */
final class Line {

    private @Nullable Socket socket;
    private boolean cut;

    synchronized boolean isCut() {
        return cut;
    }

    /** Makes this socket the one to cut. */
    synchronized Socket hold(Socket opened) throws IOException {
        if (cut) {
            opened.close();
            throw new IOException("The line was cut");
        }
        socket = opened;
        return opened;
    }

    /** Ends the conversation: whoever reads or writes fails at once. */
    synchronized void cut() {
        cut = true;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
