package io.tentabo.kit.tenancy;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Instants and durations as the reactive client takes and gives them. */
public final class SqlTime {

    private SqlTime() {}

    public static @Nullable OffsetDateTime of(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** Seconds with their milliseconds, as {@code make_interval(secs => $1)} takes them. */
    public static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    /** A column that may be null. */
    public static @Nullable Instant find(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /** A column that may be null, by its position. */
    public static @Nullable Instant find(Row row, int column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /** A column that is never null. */
    public static Instant get(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
