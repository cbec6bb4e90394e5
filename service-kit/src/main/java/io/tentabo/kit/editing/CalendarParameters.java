package io.tentabo.kit.editing;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Reads dates and times in parameters as {@link CalendarYears} reads them in bodies. */
@Provider
public class CalendarParameters implements ParamConverterProvider {

    @Override
    @SuppressWarnings("unchecked") // The converter is of the type that it was chosen by.
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        if (type == LocalDate.class) {
            return (ParamConverter<T>) new Bounded<>(LocalDate::parse, LocalDate::getYear);
        }
        return type == OffsetDateTime.class
                ? (ParamConverter<T>) new Bounded<>(OffsetDateTime::parse, OffsetDateTime::getYear)
                : null;
    }

    private record Bounded<T>(Function<String, T> parser, ToIntFunction<T> year) implements ParamConverter<T> {

        /** @throws IllegalArgumentException which is answered as any parameter of the wrong type */
        @Override
        public @Nullable T fromString(@Nullable String text) {
            if (text == null) {
                return null;
            }
            T read = parser.apply(text);
            if (!CalendarYears.contains(year.applyAsInt(read))) {
                throw new IllegalArgumentException("The year must have four digits");
            }
            return read;
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
