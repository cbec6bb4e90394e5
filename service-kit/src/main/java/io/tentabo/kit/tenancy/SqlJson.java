package io.tentabo.kit.tenancy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;

/** Records as columns of JSON take and give them. */
@ApplicationScoped
public class SqlJson {

    private final ObjectMapper mapper;

    SqlJson(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** @throws UncheckedIOException for what Jackson cannot write */
    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws UncheckedIOException for a text that is no such record, or has members that it does not know */
    public <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
