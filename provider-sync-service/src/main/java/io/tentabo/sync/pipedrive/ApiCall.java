package io.tentabo.sync.pipedrive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to Pipedrive's API.
 *
 * @param path after the base URL, with its version prefix
 * @param cost tokens of the daily budget, by Pipedrive's price list
 */
record ApiCall(
        HttpMethod method,
        String path,
        Map<String, String> query,
        @Nullable ObjectNode body,
        int cost) {

    static ApiCall get(String path, int cost) {
        return new ApiCall(HttpMethod.GET, path, Map.of(), null, cost);
    }

    static ApiCall post(String path, ObjectNode body, int cost) {
        return new ApiCall(HttpMethod.POST, path, Map.of(), body, cost);
    }

    static ApiCall patch(String path, ObjectNode body, int cost) {
        return new ApiCall(HttpMethod.PATCH, path, Map.of(), body, cost);
    }

    static ApiCall delete(String path, int cost) {
        return new ApiCall(HttpMethod.DELETE, path, Map.of(), null, cost);
    }

    ApiCall with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, value.toString());
        return new ApiCall(method, path, more, body, cost);
    }

    boolean isSearch() {
        return path.endsWith("/search");
    }
}
