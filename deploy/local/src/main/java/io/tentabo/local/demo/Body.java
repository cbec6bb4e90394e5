package io.tentabo.local.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object under construction, in the order in which it is written. */
public record Body(Map<String, Object> members) {

    public static Body empty() {
        return new Body(Map.of());
    }

    public static Body of(String member, Object value) {
        return empty().with(member, value);
    }

    public Body with(String member, Object value) {
        Map<String, Object> extended = new LinkedHashMap<>(members);
        extended.put(member, value);
        return new Body(extended);
    }

    String text(String member) {
        Object value = members.get(member);
        if (value == null) {
            throw new IllegalArgumentException("No " + member + " in " + members.keySet());
        }
        return value.toString();
    }
}
