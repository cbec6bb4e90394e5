package io.tentabo.identity.template;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tentabo.identity.tenant.Settings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Templates in JSON, as their descriptors and the database have them. With a mapper of its own: a migration has no
 * container to be given one by, and what is stored must not depend on how answers are written.
 */
final class TemplateJson {

    private static final TypeReference<TreeMap<String, Object>> VALUES = new TypeReference<>() {};
    private static final TypeReference<List<TemplateRole>> ROLES = new TypeReference<>() {};

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .withConfigOverride(
                    BigDecimal.class,
                    decimals -> decimals.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
            .build();

    private TemplateJson() {}

    /** @throws JsonProcessingException when it is no JSON, lacks a member or has one that is not known */
    static Template template(String text) throws JsonProcessingException {
        return MAPPER.readerFor(Template.class)
                .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .readValue(text);
    }

    static Map<String, Object> values(String text) {
        return stored(text, VALUES);
    }

    static List<TemplateRole> roles(String text) {
        return stored(text, ROLES);
    }

    static Applied applied(String text) {
        return stored(text, new TypeReference<>() {});
    }

    /** Settings by name, in the form of their API; what is null is absent. */
    static Map<String, Object> values(Settings settings) {
        return MAPPER.convertValue(settings, VALUES);
    }

    /**
     * The settings with some of their values replaced.
     *
     * @throws IllegalArgumentException when there is no such setting, or a value is of the wrong type
     */
    static Settings settings(Map<String, Object> values) {
        return MAPPER.convertValue(values, Settings.class);
    }

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What a template does cannot be written as JSON", e);
        }
    }

    private static <T> T stored(String text, TypeReference<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is stored about a template cannot be read", e);
        }
    }
}
