package io.tentabo.test.pipedrive;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists of the second API version: an opaque cursor, no totals, at most 500 records. */
final class V2Page {

    private static final Set<String> SORTS = Set.of("id", "add_time", "update_time");

    private V2Page() {}

    static JsonObject of(List<JsonObject> records, MultiMap query) {
        int limit = limit(query, 100, 500);
        String sort = query.contains("sort_by") ? query.get("sort_by") : "id";
        if (!SORTS.contains(sort)) {
            throw ApiFailure.invalid("Validation failed: sort_by");
        }
        Instant since = instant(query, "updated_since");
        Instant until = instant(query, "updated_until");
        String basis = sort + '|' + query.get("sort_direction") + '|' + since + '|' + until;
        int from = position(query.get("cursor"), basis);
        Comparator<JsonObject> order = Comparator.comparing(sortKey(sort));
        List<JsonObject> matching = records.stream()
                .filter(entry ->
                        since == null || !PipedriveAccount.updatedAt(entry).isBefore(since))
                .filter(entry ->
                        until == null || PipedriveAccount.updatedAt(entry).isBefore(until))
                .sorted("desc".equals(query.get("sort_direction")) ? order.reversed() : order)
                .toList();
        int to = Math.min(from + limit, matching.size());
        List<JsonObject> page = from < to ? matching.subList(from, to) : List.of();
        return new JsonObject()
                .put("success", true)
                .put("data", new JsonArray(page))
                .put(
                        "additional_data",
                        new JsonObject().put("next_cursor", to < matching.size() ? cursor(to, basis) : null));
    }

    static int limit(MultiMap query, int usual, int most) {
        int limit = number(query, "limit", usual);
        if (limit < 1 || limit > most) {
            throw ApiFailure.invalid("Validation failed: limit: must be between 1 and " + most);
        }
        return limit;
    }

    static int number(MultiMap query, String name, int usual) {
        try {
            return query.contains(name) ? Integer.parseInt(query.get(name)) : usual;
        } catch (NumberFormatException e) {
            throw ApiFailure.invalid("Validation failed: " + name);
        }
    }

    static @Nullable Instant instant(MultiMap query, String name) {
        try {
            return query.contains(name) ? Instant.parse(query.get(name)) : null;
        } catch (DateTimeParseException e) {
            throw ApiFailure.invalid("Validation failed: " + name + ": must be RFC 3339");
        }
    }

    private static Function<JsonObject, String> sortKey(String sort) {
        return entry -> "%s %012d".formatted("id".equals(sort) ? "" : entry.getString(sort), entry.getLong("id"));
    }

    private static String cursor(int position, String basis) {
        byte[] bytes = (position + "|" + basis).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static int position(@Nullable String cursor, String basis) {
        if (cursor == null) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int bar = text.indexOf('|');
            if (!text.substring(bar + 1).equals(basis)) {
                throw ApiFailure.invalid("Invalid cursor");
            }
            return Integer.parseInt(text.substring(0, bar));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ApiFailure.invalid("Invalid cursor");
        }
    }
}
