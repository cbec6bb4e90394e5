package io.tentabo.test.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a client written against one OpenAPI 3.1 document finds broken in a later one: an operation, a success, a parameter
 * or a member that is gone, another type, something newly required, a value no longer accepted. New operations, optional
 * inputs and further members or values in answers break nothing: clients ignore what they do not know.
 *
 * <p>Our own because the libraries that compare OpenAPI documents read 3.1 in part only and take the members of answers,
 * which no document of ours marks as required, for dispensable.
 */
final class BrokenPromises {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private enum Direction {
        REQUEST,
        RESPONSE
    }

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> found = new ArrayList<>();
    private final Set<String> compared = new HashSet<>();

    private BrokenPromises(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /** In the order of the released document, each in one line. */
    static List<String> of(JsonNode released, JsonNode served) {
        BrokenPromises promises = new BrokenPromises(released, served);
        released.path("paths").properties().forEach(promises::path);
        return List.copyOf(promises.found);
    }

    private void path(Map.Entry<String, JsonNode> path) {
        path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation -> {
                    String name = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                    JsonNode now = after.path("paths").path(path.getKey()).path(operation.getKey());
                    if (now.isMissingNode()) {
                        found.add(name + " is gone");
                    } else {
                        operation(name, operation.getValue(), now);
                    }
                });
    }

    private void operation(String name, JsonNode was, JsonNode now) {
        Set<String> known = parameters(was, any -> true);
        parametersGone(name, known, parameters(now, any -> true));
        required(name, parameters(was, BrokenPromises::isRequired), parameters(now, BrokenPromises::isRequired));
        JsonNode bodyBefore = was.path("requestBody");
        JsonNode bodyNow = now.path("requestBody");
        if (isRequired(bodyNow) && !isRequired(bodyBefore)) {
            found.add(name + " requires a body now");
        }
        content(name + " request", bodyBefore, bodyNow, Direction.REQUEST);
        was.path("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .forEach(response -> {
                    JsonNode answer = now.path("responses").path(response.getKey());
                    if (answer.isMissingNode()) {
                        found.add(name + " no longer answers " + response.getKey());
                    }
                    content(name + " " + response.getKey(), response.getValue(), answer, Direction.RESPONSE);
                });
    }

    private void parametersGone(String name, Set<String> was, Set<String> now) {
        was.stream()
                .filter(parameter -> !now.contains(parameter))
                .forEach(parameter -> found.add(name + " no longer takes the " + parameter));
    }

    private void required(String name, Set<String> was, Set<String> now) {
        now.stream()
                .filter(required -> !was.contains(required))
                .forEach(required -> found.add(name + " requires " + required + " now"));
    }

    private static Set<String> parameters(JsonNode operation, Predicate<JsonNode> filter) {
        return elements(operation.path("parameters")).stream()
                .filter(filter)
                .map(parameter -> parameter.path("in").asText() + " parameter "
                        + parameter.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void content(String where, JsonNode was, JsonNode now, Direction direction) {
        was.path("content").properties().forEach(type -> {
            JsonNode same = now.path("content").path(type.getKey());
            if (same.isMissingNode()) {
                found.add(where + " is no longer " + type.getKey());
            } else {
                schema(where, type.getValue().path("schema"), same.path("schema"), direction);
            }
        });
    }

    private void schema(String where, JsonNode wasReference, JsonNode nowReference, Direction direction) {
        String pair = wasReference.path("$ref").asText() + ">"
                + nowReference.path("$ref").asText() + direction;
        if (wasReference.has("$ref") && !compared.add(pair)) {
            return;
        }
        JsonNode was = resolved(before, wasReference);
        JsonNode now = resolved(after, nowReference);
        types(where, texts(was.path("type")), texts(now.path("type")), direction);
        values(where, texts(was.path("enum")), texts(now.path("enum")), direction);
        was.path("properties").properties().forEach(member -> {
            JsonNode same = now.path("properties").path(member.getKey());
            if (same.isMissingNode()) {
                found.add(where + " has no " + member.getKey() + " any more");
            } else {
                schema(where + "." + member.getKey(), member.getValue(), same, direction);
            }
        });
        if (direction == Direction.REQUEST) {
            required(where, texts(was.path("required")), texts(now.path("required")));
        }
        if (was.has("items")) {
            schema(where + "[]", was.path("items"), now.path("items"), direction);
        }
    }

    private void types(String where, Set<String> was, Set<String> now, Direction direction) {
        boolean holds = was.isEmpty() || now.isEmpty() || accepted(was, now, direction);
        if (!holds) {
            found.add(where + " was " + was + " and is " + now);
        }
    }

    /** A request may take more than before and an answer may be narrower, never the other way round. */
    private static boolean accepted(Set<String> was, Set<String> now, Direction direction) {
        return direction == Direction.REQUEST ? now.containsAll(was) : was.containsAll(now);
    }

    private void values(String where, Set<String> was, Set<String> now, Direction direction) {
        if (direction == Direction.REQUEST && !now.isEmpty() && !now.containsAll(was)) {
            was.stream()
                    .filter(value -> !now.contains(value))
                    .forEach(value -> found.add(where + " no longer takes " + value));
        }
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        JsonNode current = schema;
        while (current.has("$ref")) {
            current = document.at(current.path("$ref").asText().substring(1));
        }
        return current;
    }

    private static boolean isRequired(JsonNode part) {
        return part.path("required").asBoolean();
    }

    private static Set<String> texts(JsonNode node) {
        return node.isTextual()
                ? Set.of(node.asText())
                : elements(node).stream().map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).toList();
    }
}
