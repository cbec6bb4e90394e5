package io.tentabo.test.isolation;

import io.tentabo.test.isolation.Table.Column;
import io.tentabo.test.isolation.Table.ForeignKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A row of a tenant and, before it, the rows to which it refers.
 *
 * <p>Only what identifies a row and what its policies look at matters here, so keys, references and the tenant get
 * values, and everything else stays null or takes its default. The constraints that forbid this are dropped first: all
 * of it happens in one transaction of a superuser that is rolled back.
 *
 * @param values of the columns that were set, as text
 */
record SampleRow(Table table, Map<String, String> values) {

    /** Inserts a row of a tenant, with the rows it refers to. */
    static SampleRow insert(Connection superuser, Map<String, Table> tables, Table table, UUID tenant)
            throws SQLException {
        return insert(superuser, tables, table, tenant, Set.of());
    }

    private static SampleRow insert(
            Connection superuser, Map<String, Table> tables, Table table, UUID tenant, Set<String> path)
            throws SQLException {
        relax(superuser, table);
        Map<String, String> values = new LinkedHashMap<>();
        for (String column : table.primaryKey()) {
            if (!table.column(column).isGenerated()) {
                values.put(column, value(table.column(column).type()));
            }
        }
        Set<String> further = new TreeSet<>(path);
        further.add(table.name());
        for (ForeignKey key : table.foreignKeys()) {
            Table target = tables.get(key.target());
            if (target != null && !further.contains(target.name())) {
                SampleRow parent = insert(superuser, tables, target, tenant, further);
                parent.passOn(key, values);
            }
        }
        if (table.belongsToTenants()) {
            values.put(Table.TENANT, tenant.toString());
        }
        SampleRow row = new SampleRow(table, values);
        try (PreparedStatement statement = row.prepareInsert(superuser)) {
            statement.execute();
        }
        return row;
    }

    private void passOn(ForeignKey key, Map<String, String> values) {
        for (int i = 0; i < key.columns().size(); i++) {
            String referenced = this.values.get(key.targets().get(i));
            if (referenced != null) {
                values.put(key.columns().get(i), referenced);
            }
        }
    }

    /** Lifts the rules about what a row must contain; whose it is remains. */
    private static void relax(Connection superuser, Table table) throws SQLException {
        List<String> changes = new ArrayList<>();
        table.checks().forEach(check -> changes.add("DROP CONSTRAINT IF EXISTS " + quoted(check)));
        for (Column column : table.columns()) {
            if (column.isRequired()
                    && !column.hasDefault()
                    && !table.primaryKey().contains(column.name())) {
                changes.add("ALTER COLUMN " + quoted(column.name()) + " DROP NOT NULL");
            }
        }
        if (!changes.isEmpty()) {
            try (Statement statement = superuser.createStatement()) {
                statement.execute("ALTER TABLE " + quoted(table.name()) + " " + String.join(", ", changes));
            }
        }
    }

    private static String value(String type) {
        return switch (type) {
            case "uuid" -> UUID.randomUUID().toString();
            case "smallint", "integer", "bigint", "numeric" -> "1";
            case "date", "timestamp with time zone", "timestamp without time zone" -> "now";
            case "boolean" -> "true";
            case "bytea" -> "\\x" + UUID.randomUUID().toString().replace("-", "");
            case "inet" -> "192.0.2.1";
            case "jsonb" -> "{}";
            default -> UUID.randomUUID().toString().substring(0, 3).toUpperCase(java.util.Locale.ROOT);
        };
    }

    /** The same row with another key and perhaps of another tenant, not inserted. */
    SampleRow copyFor(UUID tenant) {
        Map<String, String> copy = new LinkedHashMap<>(values);
        for (String column : table.primaryKey()) {
            if (copy.containsKey(column)
                    && table.foreignKeys().stream()
                            .noneMatch(key -> key.columns().contains(column))) {
                copy.put(column, value(table.column(column).type()));
            }
        }
        copy.put(Table.TENANT, tenant.toString());
        return new SampleRow(table, copy);
    }

    PreparedStatement prepareInsert(Connection connection) throws SQLException {
        String columns = values.keySet().stream().map(SampleRow::quoted).collect(Collectors.joining(", "));
        String casts = values.keySet().stream().map(this::parameter).collect(Collectors.joining(", "));
        String sql = "INSERT INTO " + quoted(table.name()) + " (" + columns + ") VALUES (" + casts + ")";
        return bind(connection.prepareStatement(sql), values);
    }

    /** A statement that ends in a condition which only this row meets. */
    PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        Map<String, String> identity = new LinkedHashMap<>(values);
        if (!table.primaryKey().isEmpty()) {
            identity.keySet().retainAll(table.primaryKey());
        }
        if (identity.isEmpty()) {
            identity.put(Table.TENANT, values.get(Table.TENANT));
        }
        String condition = identity.keySet().stream()
                .map(column -> quoted(column) + " = " + parameter(column))
                .collect(Collectors.joining(" AND "));
        return bind(connection.prepareStatement(sql + " WHERE " + condition), identity);
    }

    private String parameter(String column) {
        return "CAST(? AS " + table.column(column).type() + ")";
    }

    private static PreparedStatement bind(PreparedStatement statement, Map<String, String> parameters)
            throws SQLException {
        int index = 1;
        for (String parameter : parameters.values()) {
            statement.setString(index++, parameter);
        }
        return statement;
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
