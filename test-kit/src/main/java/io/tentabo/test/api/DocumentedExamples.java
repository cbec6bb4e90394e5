package io.tentabo.test.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of an OpenAPI document sees of a body: the example of its media type or of its schema, or one made of the
 * examples of its members. Notes which member shows none, and which shows one that its own schema would refuse.
 */
final class DocumentedExamples {

    private final JsonNode document;
    private final Set<String> mistakes = new TreeSet<>();
    private final Set<String> open = new HashSet<>();

    DocumentedExamples(JsonNode document) {
        this.document = document;
    }

    Set<String> mistakes() {
        return mistakes;
    }

    /** @param where names the body in a mistake */
    void ofMedia(String where, JsonNode media) {
        if (!media.has("schema")) {
            mistakes.add(where + " has no schema");
        } else if (!media.has("example") && media.path("examples").isEmpty()) {
            of(where, media.path("schema"));
        }
    }

    private JsonNode of(String where, JsonNode schema) {
        if (schema.has("$ref")) {
            String reference = schema.path("$ref").asText();
            if (!open.add(reference)) {
                return JsonNodeFactory.instance.nullNode();
            }
            JsonNode example =
                    of(reference.substring(reference.lastIndexOf('/') + 1), document.at(reference.substring(1)));
            open.remove(reference);
            return example;
        }
        JsonNode shown = shown(schema);
        if (shown != null) {
            refusals(where, schema, shown);
            return shown;
        }
        if (schema.has("oneOf")) {
            return of(where, schema.path("oneOf").get(0));
        }
        if (schema.has("items")) {
            return JsonNodeFactory.instance.arrayNode().add(of(where, schema.path("items")));
        }
        if (schema.has("properties")) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            schema.path("properties")
                    .properties()
                    .forEach(member ->
                            object.set(member.getKey(), of(where + "." + member.getKey(), member.getValue())));
            return object;
        }
        mistakes.add(where + " shows no example");
        return JsonNodeFactory.instance.nullNode();
    }

    private static @Nullable JsonNode shown(JsonNode schema) {
        if (schema.path("examples").has(0)) {
            return schema.path("examples").get(0);
        }
        if (schema.path("enum").has(0)) {
            return schema.path("enum").get(0);
        }
        return "boolean".equals(schema.path("type").asText()) ? JsonNodeFactory.instance.booleanNode(true) : null;
    }

    private void refusals(String where, JsonNode schema, JsonNode example) {
        String text = example.asText();
        boolean fits = !example.isTextual()
                ? schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY) <= example.asDouble()
                        && example.asDouble() <= schema.path("maximum").asDouble(Double.POSITIVE_INFINITY)
                : schema.path("minLength").asInt() <= text.length()
                        && text.length() <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
                        && Pattern.compile(schema.path("pattern").asText())
                                .matcher(text)
                                .find();
        if (!fits) {
            mistakes.add(where + " shows " + example + ", which it would refuse");
        }
    }
}
