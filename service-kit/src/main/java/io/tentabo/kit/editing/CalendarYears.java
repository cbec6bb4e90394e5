package io.tentabo.kit.editing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.LocalDateDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.ToIntFunction;

/**
 * Reads dates and times whose year has four digits, as RFC 3339 has it, and refuses all others: Java and PostgreSQL each
 * know years far beyond, at different ends, where what is counted from a date overflows or turns into "infinity".
 */
final class CalendarYears {

    private static final int FIRST = 1;
    private static final int LAST = 9999;

    private CalendarYears() {}

    static SimpleModule module() {
        return new SimpleModule("calendar-years")
                .addDeserializer(
                        LocalDate.class,
                        new Bounded<>(LocalDate.class, LocalDateDeserializer.INSTANCE, LocalDate::getYear))
                .addDeserializer(
                        OffsetDateTime.class,
                        new Bounded<>(
                                OffsetDateTime.class, InstantDeserializer.OFFSET_DATE_TIME, OffsetDateTime::getYear))
                .addDeserializer(
                        Instant.class, new Bounded<>(Instant.class, InstantDeserializer.INSTANT, CalendarYears::year));
    }

    /** Whether a year is one that is read. */
    static boolean contains(int year) {
        return year >= FIRST && year <= LAST;
    }

    private static int year(Instant instant) {
        return instant.isBefore(OffsetDateTime.MIN.toInstant()) || instant.isAfter(OffsetDateTime.MAX.toInstant())
                ? LAST + 1
                : instant.atOffset(ZoneOffset.UTC).getYear();
    }

    private static final class Bounded<T> extends JsonDeserializer<T> {

        private final Class<T> type;
        private final JsonDeserializer<T> unbounded;
        private final ToIntFunction<T> year;

        Bounded(Class<T> type, JsonDeserializer<T> unbounded, ToIntFunction<T> year) {
            this.type = type;
            this.unbounded = unbounded;
            this.year = year;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            T read = unbounded.deserialize(parser, context);
            if (read != null && !contains(year.applyAsInt(read))) {
                throw context.weirdStringException(read.toString(), type, "the year must have four digits");
            }
            return read;
        }
    }
}
