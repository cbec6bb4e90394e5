package io.tentabo.local.gateway;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the path, as the client sent it, whether it is routed. What is open is listed and everything else is
 * closed, so that no way of writing {@code internal} or {@code q} gets through.
 */
final class Routes {

    enum Decision {
        START_PAGE,
        SERVICE,
        NONE
    }

    private static final Set<String> OPEN_SECTIONS =
            Set.of("v1", "oauth2", "account", ".well-known", "docs", "openapi");

    /** Dot segments, plain or encoded, encoded separators, backslashes, and empty segments but the last. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("//|\\\\|%2f|%5c|%00|(^|/)(\\.|%2e){1,2}(;[^/]*)?(/|$)", Pattern.CASE_INSENSITIVE);

    private final Set<String> services;

    Routes(Set<String> services) {
        this.services = Set.copyOf(services);
    }

    Decision decide(@Nullable String path) {
        if (path == null || AMBIGUOUS.matcher(path).find()) {
            return Decision.NONE;
        }
        if (path.equals("/")) {
            return Decision.START_PAGE;
        }
        String[] segments = path.split("/", 4);
        boolean isOpen = segments.length > 2 && services.contains(segments[1]) && OPEN_SECTIONS.contains(segments[2]);
        return isOpen ? Decision.SERVICE : Decision.NONE;
    }

    /** The service's name in a path that {@link #decide} found routed. */
    static String serviceOf(String path) {
        return path.substring(1, path.indexOf('/', 1)).toLowerCase(Locale.ROOT);
    }
}
