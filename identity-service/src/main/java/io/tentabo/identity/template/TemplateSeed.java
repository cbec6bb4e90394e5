package io.tentabo.identity.template;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Writes the templates that the suite ships into the registry. Repeatable: Flyway asks at every start whether they have
 * changed, which also checks them, and runs it again if they have. A version that is no longer shipped stays, because a
 * tenant may have it.
 */
public class TemplateSeed implements JavaMigration {

    private static final String WRITE = """
            INSERT INTO templates (
                id, slug, version, version_order, name, description, category, tags, author, features, permissions,
                roles, settings, tables, api_endpoints, webhooks, integrations, pricing_tier, setup_instructions,
                documentation
            )
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (slug, version) DO UPDATE
            SET name = excluded.name, description = excluded.description, category = excluded.category,
                tags = excluded.tags, author = excluded.author, features = excluded.features,
                permissions = excluded.permissions, roles = excluded.roles, settings = excluded.settings,
                tables = excluded.tables, api_endpoints = excluded.api_endpoints, webhooks = excluded.webhooks,
                integrations = excluded.integrations, pricing_tier = excluded.pricing_tier,
                setup_instructions = excluded.setup_instructions, documentation = excluded.documentation,
                updated_at = now()
            """;

    @Override
    public @Nullable MigrationVersion getVersion() {
        return null;
    }

    @Override
    public String getDescription() {
        return "templates";
    }

    @Override
    public Integer getChecksum() {
        CRC32 checksum = new CRC32();
        checksum.update(TemplateJson.text(TemplateDescriptors.shipped()).getBytes(StandardCharsets.UTF_8));
        return (int) checksum.getValue();
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        for (Template template : TemplateDescriptors.shipped()) {
            write(context.getConnection(), template);
        }
    }

    static void write(Connection connection, Template template) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(WRITE)) {
            insert.setObject(1, idOf(template));
            insert.setString(2, template.slug());
            insert.setString(3, template.version());
            insert.setLong(4, TemplateVersions.orderOf(template.version()));
            insert.setString(5, template.name());
            insert.setString(6, template.description());
            insert.setString(7, template.category());
            insert.setArray(8, array(connection, template.tags()));
            insert.setString(9, template.author());
            insert.setArray(10, array(connection, template.features()));
            insert.setArray(11, array(connection, template.permissions()));
            insert.setString(12, TemplateJson.text(template.roles()));
            insert.setString(13, TemplateJson.text(template.settings()));
            insert.setArray(14, array(connection, template.tables()));
            insert.setArray(15, array(connection, template.apiEndpoints()));
            insert.setArray(16, array(connection, template.webhooks()));
            insert.setArray(17, array(connection, template.integrations()));
            insert.setString(18, template.pricingTier());
            insert.setString(19, template.setupInstructions());
            insert.setString(20, template.documentation());
            insert.executeUpdate();
        }
    }

    /** The same in every installation. */
    private static UUID idOf(Template template) {
        return UUID.nameUUIDFromBytes(("tentabo:template:" + template.title()).getBytes(StandardCharsets.UTF_8));
    }

    private static Array array(Connection connection, List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
