package io.tentabo.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Finds what is already there and creates what is not, so that loading demo data a second time changes nothing. */
final class Directory {

    private static final int PAGE = 200;

    private final ApiClient api;

    Directory(ApiClient api) {
        this.api = api;
    }

    /**
     * The resource whose member has the value of the same member in the body; created from the body when absent.
     *
     * @param member what identifies a resource of this collection, e.g. {@code sku}
     * @param body members of the resource; has the identifying one
     */
    UUID ensure(String collection, String member, Body body) {
        String wanted = body.text(member);
        return find(collection, item -> item.path(member).asText().equals(wanted))
                .map(item -> UUID.fromString(item.path("id").asText()))
                .orElseGet(() -> api.post(collection, body.members(), "demo-" + ApiClient.encoded(wanted))
                        .expect(201)
                        .id());
    }

    Optional<JsonNode> find(String collection, Predicate<JsonNode> wanted) {
        String query = "?limit=" + PAGE;
        while (true) {
            ApiResponse page = api.get(collection + query).expect(200);
            Optional<JsonNode> found = page.items().stream().filter(wanted).findFirst();
            String next = page.body().path("nextCursor").asText("");
            if (found.isPresent() || next.isEmpty()) {
                return found;
            }
            query = "?limit=" + PAGE + "&cursor=" + ApiClient.encoded(next);
        }
    }
}
