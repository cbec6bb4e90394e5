package io.tentabo.test.isolation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table as the catalogue describes it.
 *
 * @param name without its schema
 * @param forcesRowSecurity row-level security is enabled, and forced upon the owner too
 * @param isPartition reached through its parent only
 * @param columns in their order
 * @param primaryKey names of its columns, in their order; empty without one
 * @param checks names of the CHECK constraints declared on it
 * @param foreignKeys from this table to others and to itself
 * @param granted what the service's app role may do with the table or with some of its columns: SELECT, INSERT, UPDATE,
 *     DELETE, TRUNCATE, REFERENCES, TRIGGER, MAINTAIN
 */
record Table(
        String name,
        boolean forcesRowSecurity,
        boolean isPartition,
        List<Column> columns,
        List<String> primaryKey,
        List<String> checks,
        List<ForeignKey> foreignKeys,
        Set<String> granted) {

    static final String TENANT = "tenant_id";

    boolean belongsToTenants() {
        return columns.stream().anyMatch(column -> column.name().equals(TENANT));
    }

    boolean isGranted(String privilege) {
        return granted.contains(privilege);
    }

    /** A column that the app role may update, the tenant aside. */
    Optional<Column> updatable() {
        return columns.stream()
                .filter(column -> column.isUpdatable() && !column.isGenerated())
                .filter(column -> !column.name().equals(TENANT))
                .findFirst();
    }

    boolean mayChangeTenant() {
        return columns.stream().anyMatch(column -> column.name().equals(TENANT) && column.isUpdatable());
    }

    Column column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst()
                .orElseThrow();
    }

    /**
     * A column of a table.
     *
     * @param type as PostgreSQL writes it in a cast
     * @param isRequired NOT NULL
     * @param hasDefault a default or an identity fills it
     * @param isGenerated computed from other columns, or always an identity
     * @param isUpdatable the service's app role may update it
     */
    record Column(
            String name,
            String type,
            boolean isRequired,
            boolean hasDefault,
            boolean isGenerated,
            boolean isUpdatable) {}

    /** A reference; {@code columns} and {@code targets} correspond by position. */
    record ForeignKey(String name, List<String> columns, String target, List<String> targets, boolean isIndexed) {}
}
