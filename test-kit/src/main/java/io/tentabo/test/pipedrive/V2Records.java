package io.tentabo.test.pipedrive;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One kind of record with numeric ids, served by the second API version: persons, organizations or deals. */
record V2Records(
        String type,
        Supplier<List<JsonObject>> all,
        LongFunction<JsonObject> one,
        Function<JsonObject, JsonObject> creation,
        BiFunction<Long, JsonObject, JsonObject> change,
        LongConsumer deletion) {

    JsonObject list(MultiMap query) {
        return V2Page.of(all.get(), query);
    }

    JsonObject get(String id) {
        return answer(one.apply(number(id)));
    }

    JsonObject create(JsonObject body) {
        return answer(creation.apply(body));
    }

    JsonObject patch(String id, JsonObject body) {
        return answer(change.apply(number(id), body));
    }

    JsonObject delete(String id) {
        deletion.accept(number(id));
        return answer(new JsonObject().put("id", number(id)));
    }

    /** Case-insensitive search, by whole value with {@code exact_match}; at least two characters. */
    JsonObject search(MultiMap query) {
        String term = query.contains("term") ? query.get("term").toLowerCase(Locale.ROOT) : "";
        boolean exact = "true".equals(query.get("exact_match"));
        if (term.length() < (exact ? 1 : 2)) {
            throw ApiFailure.invalid("Search term must be at least 2 characters long");
        }
        List<String> fields =
                query.contains("fields") ? List.of(query.get("fields").split(",", -1)) : List.of("name", "email");
        int limit = V2Page.limit(query, 100, 100);
        JsonArray items = new JsonArray();
        all.get().stream()
                .filter(entry -> values(entry, fields)
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .anyMatch(value -> exact ? value.equals(term) : value.contains(term)))
                .limit(limit)
                .forEach(entry ->
                        items.add(new JsonObject().put("result_score", 1.0).put("item", found(entry))));
        return new JsonObject()
                .put("success", true)
                .put("data", new JsonObject().put("items", items))
                .put("additional_data", new JsonObject().putNull("next_cursor"));
    }

    private JsonObject found(JsonObject entry) {
        return new JsonObject()
                .put("id", entry.getLong("id"))
                .put("type", type)
                .put("name", entry.getString("name"))
                .put("emails", new JsonArray(emails(entry).toList()));
    }

    private static Stream<String> values(JsonObject entry, List<String> fields) {
        Stream<String> names = fields.contains("name") ? Stream.of(entry.getString("name", "")) : Stream.empty();
        return fields.contains("email") ? Stream.concat(names, emails(entry)) : names;
    }

    private static Stream<String> emails(JsonObject entry) {
        return entry.getJsonArray("emails", new JsonArray()).stream()
                .map(email -> ((JsonObject) email).getString("value", ""));
    }

    private static JsonObject answer(JsonObject data) {
        return new JsonObject().put("success", true).put("data", data);
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw ApiFailure.invalid("Validation failed: id: must be a number");
        }
    }
}
