package io.tentabo.kit.paging;

import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestResponse;

/** A page as an HTTP response, with a {@code Link} to the next one (RFC 8288). */
public final class PageResponse {

    private PageResponse() {}

    public static <T> RestResponse<Page<T>> of(Page<T> page, UriInfo uri) {
        if (page.nextCursor() == null) {
            return RestResponse.ok(page);
        }
        Link next = Link.fromUri(uri.getRequestUriBuilder()
                        .replaceQueryParam("cursor", page.nextCursor())
                        .build())
                .rel("next")
                .build();
        return RestResponse.ResponseBuilder.ok(page).links(next).build();
    }
}
