package io.tentabo.kit.paging;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A page as an HTTP response, with a {@code Link} to the next one (RFC 8288). */
public final class PageResponse {

    private PageResponse() {}

    public static <T> RestResponse<Page<T>> of(Page<T> page, UriInfo uri) {
        if (page.nextCursor() == null) {
            return RestResponse.ok(page);
        }
        return RestResponse.ResponseBuilder.ok(page)
                .header(HttpHeaders.LINK, next(uri.getRequestUri(), page.nextCursor()))
                .build();
    }

    /** Relative to the request, so that it holds behind any gateway; cursors need no escaping. */
    private static String next(URI request, String cursor) {
        return "<" + request.getRawPath() + "?" + withoutCursor(request.getRawQuery()) + "cursor=" + cursor
                + ">; rel=\"next\"";
    }

    private static String withoutCursor(@Nullable String query) {
        return query == null
                ? ""
                : Stream.of(query.split("&"))
                        .filter(parameter -> !parameter.startsWith("cursor="))
                        .map(parameter -> parameter + "&")
                        .collect(Collectors.joining());
    }
}
