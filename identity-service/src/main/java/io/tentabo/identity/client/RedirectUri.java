package io.tentabo.identity.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Where a client may have its users sent. Compared exactly, character by character, with one exception that RFC 8252,
 * section 7.3, makes for native applications: on a loopback address the port may be any.
 */
final class RedirectUri {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

    private RedirectUri() {}

    /** Whether a client may register it: https, or http on a loopback address; no fragment, no user name. */
    static boolean isAcceptable(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null
                    && ("https".equals(uri.getScheme()) || isLoopback(uri));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static boolean matches(String registered, String presented) {
        if (registered.equals(presented)) {
            return true;
        }
        try {
            URI known = new URI(registered);
            URI asked = new URI(presented);
            return isLoopback(known) && isLoopback(asked) && withoutPort(known).equals(withoutPort(asked));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isLoopback(URI uri) {
        return "http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
    }

    /** Everything else as it was written: nothing is decoded or normalised, user names and fragments count. */
    private static String withoutPort(URI uri) {
        String text = uri.toString();
        return uri.getPort() < 0 ? text : text.replaceFirst(":" + uri.getPort() + "(?=[/?#]|$)", "");
    }
}
