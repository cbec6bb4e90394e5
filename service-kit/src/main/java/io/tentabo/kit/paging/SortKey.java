package io.tentabo.kit.paging;

import io.vertx.mutiny.sqlclient.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Function;

/**
 * A sort that a list offers.
 *
 * @param name as the API calls it, e.g. {@code createdAt}
 * @param expression the SQL expression, never null and part of a keyset index: a nullable column is sorted through an
 *     indexed {@code coalesce(column, 'infinity')} or the like
 * @param type decides how the value travels in a cursor
 */
public record SortKey(String name, String expression, Type type) {

    /** How a sort value is read from a row, written into a cursor and bound again. */
    public enum Type {
        TIMESTAMP("timestamptz", (row, column) -> row.getOffsetDateTime(column), OffsetDateTime::parse),
        DATE("date", (row, column) -> row.getLocalDate(column), LocalDate::parse),
        TEXT("text", (row, column) -> row.getString(column), text -> text),
        NUMBER("numeric", (row, column) -> row.getBigDecimal(column), BigDecimal::new),
        INTEGER("bigint", (row, column) -> row.getLong(column), Long::valueOf),
        UUID("uuid", (row, column) -> row.getUUID(column), java.util.UUID::fromString);

        private final String sqlType;
        private final Reader reader;
        private final Function<String, Object> parser;

        Type(String sqlType, Reader reader, Function<String, Object> parser) {
            this.sqlType = sqlType;
            this.reader = reader;
            this.parser = parser;
        }

        String sqlType() {
            return sqlType;
        }

        String read(Row row, String column) {
            return reader.read(row, column).toString();
        }

        Object parse(String text) {
            return parser.apply(text);
        }
    }

    private interface Reader {
        Object read(Row row, String column);
    }

    public static SortKey timestamp(String name, String expression) {
        return new SortKey(name, expression, Type.TIMESTAMP);
    }

    public static SortKey text(String name, String expression) {
        return new SortKey(name, expression, Type.TEXT);
    }

    public static SortKey date(String name, String expression) {
        return new SortKey(name, expression, Type.DATE);
    }

    public static SortKey number(String name, String expression) {
        return new SortKey(name, expression, Type.NUMBER);
    }

    public static SortKey integer(String name, String expression) {
        return new SortKey(name, expression, Type.INTEGER);
    }
}
