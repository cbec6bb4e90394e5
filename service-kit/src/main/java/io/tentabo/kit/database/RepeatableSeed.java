package io.tentabo.kit.database;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are defined in code. Flyway asks at every start whether the definition has changed, and writes them again if
 * it has, in a transaction and after all versioned migrations.
 */
public abstract class RepeatableSeed implements JavaMigration {

    private final String description;

    /** @param description by which Flyway remembers the seed; never changes */
    protected RepeatableSeed(String description) {
        this.description = description;
    }

    /** What is written, as text: another text is another definition. */
    protected abstract String definition();

    /** Writes all rows, whatever there is of them. */
    protected abstract void write(Connection connection) throws SQLException;

    @Override
    public final @Nullable MigrationVersion getVersion() {
        return null;
    }

    @Override
    public final String getDescription() {
        return description;
    }

    @Override
    public final Integer getChecksum() {
        CRC32 checksum = new CRC32();
        checksum.update(definition().getBytes(StandardCharsets.UTF_8));
        return (int) checksum.getValue();
    }

    @Override
    public final boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public final void migrate(Context context) throws SQLException {
        write(context.getConnection());
    }

    protected static Array array(Connection connection, Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
