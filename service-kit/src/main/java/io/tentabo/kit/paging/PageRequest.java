package io.tentabo.kit.paging;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The query parameters that every list takes; declared as {@code @BeanParam}. */
public class PageRequest {

    @RestQuery
    @DefaultValue("50")
    @Min(1)
    @Max(200)
    @Parameter(description = "How many items at most, 1 to 200.")
    int limit = 50;

    @RestQuery
    @Parameter(description = "Where the page begins: nextCursor of the page before.")
    @Nullable
    String cursor;

    @RestQuery
    @Parameter(description = "A declared sort, descending with a leading minus, e.g. -createdAt.")
    @Nullable
    String sort;

    /** A page that no HTTP request asked for. */
    public static PageRequest of(int limit, @Nullable String cursor, @Nullable String sort) {
        PageRequest request = new PageRequest();
        request.limit = limit;
        request.cursor = cursor;
        request.sort = sort;
        return request;
    }

    public static PageRequest first(int limit) {
        PageRequest request = new PageRequest();
        request.limit = limit;
        return request;
    }

    public int limit() {
        return limit;
    }

    public @Nullable String cursor() {
        return cursor;
    }

    public @Nullable String sort() {
        return sort;
    }
}
