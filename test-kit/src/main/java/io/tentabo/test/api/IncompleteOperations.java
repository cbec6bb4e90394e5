package io.tentabo.test.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * What a reader of an OpenAPI document misses: an operation without a summary or a tag, a body without a schema or an
 * example, a refusal that every such operation can give but this one does not name, or that is no problem of RFC 9457.
 */
final class IncompleteOperations {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final String PROBLEM = "application/problem+json";

    private final JsonNode document;
    private final Set<String> withoutBody;
    private final DocumentedExamples examples;
    private final List<String> found = new ArrayList<>();

    private IncompleteOperations(JsonNode document, Set<String> withoutBody) {
        this.document = document;
        this.withoutBody = withoutBody;
        this.examples = new DocumentedExamples(document);
    }

    /**
     * Each in one line.
     *
     * @param withoutBody operations that answer 200 and nothing else, e.g. {@code POST /identity/oauth2/revoke}
     */
    static List<String> of(JsonNode document, Set<String> withoutBody) {
        IncompleteOperations operations = new IncompleteOperations(document, withoutBody);
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation -> operations.check(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), operation.getValue())));
        operations.found.addAll(operations.examples.mistakes());
        return List.copyOf(operations.found);
    }

    private void check(String name, JsonNode operation) {
        if (operation.path("summary").asText().isBlank()
                || operation.path("tags").isEmpty()) {
            found.add(name + " has no summary or no tag");
        }
        operation
                .path("requestBody")
                .path("content")
                .properties()
                .forEach(media -> examples.ofMedia(name + " request", media.getValue()));
        operation.path("responses").properties().forEach(answer -> answer(name, answer));
        expected(operation).forEach((status, cause) -> {
            if (!operation.path("responses").has(status)) {
                found.add(name + " " + cause + " and names no " + status);
            }
        });
    }

    /** The refusals that follow from the form of an operation. */
    private static Map<String, String> expected(JsonNode operation) {
        Map<String, String> expected = new TreeMap<>();
        if (!operation.path("security").isEmpty()) {
            expected.put("401", "demands a caller");
            expected.put("403", "demands a caller");
        }
        if (operation.has("requestBody")) {
            expected.put("400", "takes a body");
        }
        StreamSupport.stream(operation.path("parameters").spliterator(), false).forEach(parameter -> {
            switch (parameter.path("name").asText() + " in "
                    + parameter.path("in").asText()) {
                case "If-Match in header" -> expected.put("412", "takes If-Match");
                case "Idempotency-Key in header" -> expected.put("422", "takes an Idempotency-Key");
                case "limit in query" -> expected.put("400", "takes a limit");
                default -> {
                    if ("path".equals(parameter.path("in").asText())) {
                        expected.put("404", "takes part of its path");
                    }
                }
            }
        });
        return expected;
    }

    private void answer(String name, Map.Entry<String, JsonNode> answer) {
        String where = name + " " + answer.getKey();
        JsonNode response = answer.getValue().has("$ref")
                ? document.at(answer.getValue().path("$ref").asText().substring(1))
                : answer.getValue();
        Set<Map.Entry<String, JsonNode>> content = response.path("content").properties();
        if (response.path("description").asText().isBlank()) {
            found.add(where + " is not described");
        }
        if (content.isEmpty() && isNeeded(answer.getKey(), name)) {
            found.add(where + " shows no content");
        }
        content.forEach(media -> {
            if (media.getKey().endsWith("json")) {
                examples.ofMedia(where, media.getValue());
            }
            if (answer.getKey().compareTo("400") >= 0 && media.getKey().equals("application/json")) {
                found.add(where + " is no " + PROBLEM);
            }
        });
    }

    private boolean isNeeded(String status, String name) {
        return switch (status) {
            case "200", "201" -> !withoutBody.contains(name);
            default -> status.compareTo("400") >= 0;
        };
    }
}
