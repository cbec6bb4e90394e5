package io.tentabo.billing.web;

import io.tentabo.kit.editing.ETags;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers about one resource and its version. */
public final class Answers {

    private Answers() {}

    /** 201 with the address and the version of what a POST to its collection created. */
    public static Response created(UriInfo collection, UUID id, int version, Object view) {
        return Response.created(
                        collection.getAbsolutePathBuilder().path(id.toString()).build())
                .header(HttpHeaders.ETAG, ETags.of(version))
                .entity(view)
                .build();
    }

    /** 200 with the version, for {@code If-Match} of a later edit. */
    public static <T> RestResponse<T> versioned(int version, T view) {
        return RestResponse.ResponseBuilder.ok(view)
                .header(HttpHeaders.ETAG, ETags.of(version))
                .build();
    }
}
