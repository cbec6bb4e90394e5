package io.tentabo.test.isolation;

import io.tentabo.test.isolation.Table.Column;
import io.tentabo.test.isolation.Table.ForeignKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads the tables of a schema from PostgreSQL's catalogue. */
final class Catalogue {

    /** Flyway's own table is the migrations' business; the running service has no right to it. */
    private static final String TABLES = """
            SELECT c.oid, c.relname, c.relrowsecurity AND c.relforcerowsecurity AS forces, c.relispartition,
                   ARRAY(SELECT a.attname::text
                           FROM pg_constraint k
                           CROSS JOIN unnest(k.conkey) WITH ORDINALITY AS key (number, position)
                           JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = key.number
                          WHERE k.conrelid = c.oid AND k.contype = 'p'
                          ORDER BY key.position) AS primary_key,
                   ARRAY(SELECT k.conname::text
                           FROM pg_constraint k
                          WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.coninhcount = 0) AS checks,
                   ARRAY(SELECT p
                           FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) p
                          WHERE has_any_column_privilege(?, c.oid, p)
                          UNION
                         SELECT p
                           FROM unnest(ARRAY['DELETE', 'TRUNCATE', 'TRIGGER', 'MAINTAIN']) p
                          WHERE has_table_privilege(?, c.oid, p)) AS granted
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND c.relname <> 'flyway_schema_history'
             ORDER BY c.relname
            """;

    private static final String COLUMNS = """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
                   a.atthasdef OR a.attidentity <> '' AS has_default,
                   a.attgenerated <> '' OR a.attidentity = 'a' AS is_generated,
                   has_column_privilege(?, a.attrelid, a.attnum, 'UPDATE') AS is_updatable
              FROM pg_attribute a
             WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attnum
            """;

    /** An index serves a foreign key when it begins with the key's columns; one without the null keys serves it too. */
    private static final String FOREIGN_KEYS = """
            SELECT k.conname, r.relname AS target,
                   ARRAY(SELECT a.attname::text
                           FROM unnest(k.conkey) WITH ORDINALITY AS key (number, position)
                           JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = key.number
                          ORDER BY key.position) AS columns,
                   ARRAY(SELECT a.attname::text
                           FROM unnest(k.confkey) WITH ORDINALITY AS key (number, position)
                           JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = key.number
                          ORDER BY key.position) AS targets,
                   EXISTS (SELECT
                             FROM pg_index i
                            WHERE i.indrelid = k.conrelid
                              AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
                              AND (i.indpred IS NULL
                                   OR pg_get_expr(i.indpred, i.indrelid)
                                      ~ '^\\(*\\w+ IS NOT NULL\\)*( AND \\(*\\w+ IS NOT NULL\\)*)*$')) AS is_indexed
              FROM pg_constraint k
              JOIN pg_class r ON r.oid = k.confrelid
             WHERE k.conrelid = ? AND k.contype = 'f' AND k.conparentid = 0
             ORDER BY k.conname
            """;

    private Catalogue() {}

    static List<Table> tables(Connection connection, String schema, String appRole) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, appRole);
            statement.setString(2, appRole);
            statement.setString(3, schema);
            List<Table> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long oid = rows.getLong("oid");
                    tables.add(new Table(
                            rows.getString("relname"),
                            rows.getBoolean("forces"),
                            rows.getBoolean("relispartition"),
                            columns(connection, oid, appRole),
                            texts(rows.getArray("primary_key")),
                            texts(rows.getArray("checks")),
                            foreignKeys(connection, oid),
                            Set.copyOf(texts(rows.getArray("granted")))));
                }
            }
            return tables;
        }
    }

    private static List<Column> columns(Connection connection, long table, String appRole) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, appRole);
            statement.setLong(2, table);
            List<Column> columns = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(
                            rows.getString("attname"),
                            rows.getString("type"),
                            rows.getBoolean("attnotnull"),
                            rows.getBoolean("has_default"),
                            rows.getBoolean("is_generated"),
                            rows.getBoolean("is_updatable")));
                }
            }
            return columns;
        }
    }

    private static List<ForeignKey> foreignKeys(Connection connection, long table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FOREIGN_KEYS)) {
            statement.setLong(1, table);
            List<ForeignKey> keys = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(new ForeignKey(
                            rows.getString("conname"),
                            texts(rows.getArray("columns")),
                            rows.getString("target"),
                            texts(rows.getArray("targets")),
                            rows.getBoolean("is_indexed")));
                }
            }
            return keys;
        }
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
    }
}
