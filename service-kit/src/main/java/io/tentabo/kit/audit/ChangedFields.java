package io.tentabo.kit.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields in which two states differ, as JSON text; both are null where there was no such state.
 *
 * <p>The rule for secrets: wherever a field's name contains one of {@link #SECRET_WORDS}, at any depth, a value other
 * than null is stored as {@code "[secret]"}. The comparison precedes the masking, so a changed secret still shows as
 * changed.
 */
record ChangedFields(@Nullable String before, @Nullable String after) {

    static final List<String> SECRET_WORDS =
            List.of("password", "passphrase", "secret", "token", "credential", "apikey", "privatekey", "authorization");

    private static final TextNode MASK = TextNode.valueOf("[secret]");

    static ChangedFields between(ObjectMapper mapper, @Nullable Object before, @Nullable Object after) {
        ObjectNode old = tree(mapper, before);
        ObjectNode now = tree(mapper, after);
        if (old != null && now != null) {
            removeEqualFields(old, now);
        }
        return new ChangedFields(masked(old), masked(now));
    }

    private static @Nullable ObjectNode tree(ObjectMapper mapper, @Nullable Object state) {
        if (state == null) {
            return null;
        }
        // A tree given as the state is the caller's own: it is copied before fields are removed from it.
        JsonNode tree = state instanceof JsonNode node ? node.deepCopy() : mapper.valueToTree(state);
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("An audited state must be a record or a map, not " + state.getClass());
    }

    private static void removeEqualFields(ObjectNode old, ObjectNode now) {
        Set<String> names = new HashSet<>();
        old.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode other = now.get(name);
            if (other != null && same(old.get(name), other)) {
                old.remove(name);
                now.remove(name);
            }
        }
    }

    /** Numbers are compared by value: 1.5 read from a column of scale 4 is no change. */
    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(
                (a, b) -> a.isNumber() && b.isNumber()
                        ? a.decimalValue().compareTo(b.decimalValue())
                        : a.equals(b) ? 0 : 1,
                other);
    }

    private static @Nullable String masked(@Nullable ObjectNode state) {
        if (state == null) {
            return null;
        }
        mask(state);
        return state.toString();
    }

    private static void mask(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (isSecret(field.getKey()) && !field.getValue().isNull()) {
                    field.setValue(MASK);
                } else {
                    mask(field.getValue());
                }
            }
        } else {
            node.forEach(ChangedFields::mask);
        }
    }

    private static boolean isSecret(String name) {
        String plain = name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
        return SECRET_WORDS.stream().anyMatch(plain::contains);
    }
}
