package io.tentabo.kit.editing;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers about one resource: its address, its version. */
public final class Answers {

    private Answers() {}

    /**
     * 201 with the address and the entity tag of what was created.
     *
     * @param path of the resource, from the root
     */
    public static Response created(String path, Versioned view) {
        return Response.created(URI.create(path))
                .header(HttpHeaders.ETAG, ETags.of(view.version()))
                .entity(view)
                .build();
    }

    /**
     * 202 with the address at which the work that has begun can be followed.
     *
     * @param path of the work, from the root
     */
    public static Response accepted(String path, Object view) {
        return Response.accepted(view).location(URI.create(path)).build();
    }

    /** 200 with the entity tag, for {@code If-Match} of a later edit. */
    public static <T extends Versioned> RestResponse<T> tagged(T view) {
        return tagged(view.version(), view);
    }

    /** 200 with a part of a resource and the whole one's entity tag. */
    public static <T> RestResponse<T> tagged(int version, T part) {
        return RestResponse.ResponseBuilder.ok(part)
                .header(HttpHeaders.ETAG, ETags.of(version))
                .build();
    }
}
