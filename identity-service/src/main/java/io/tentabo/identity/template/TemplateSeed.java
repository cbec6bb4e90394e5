package io.tentabo.identity.template;

import io.tentabo.kit.database.RepeatableSeed;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Writes the templates that the suite ships into the registry. Asking whether they have changed also checks them. A
 * version that is no longer shipped stays, because a
 * tenant may have it.
 */
public class TemplateSeed extends RepeatableSeed {

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

    public TemplateSeed() {
        super("templates");
    }

    @Override
    protected String definition() {
        return TemplateJson.text(TemplateDescriptors.shipped());
    }

    @Override
    protected void write(Connection connection) throws SQLException {
        for (Template template : TemplateDescriptors.shipped()) {
            write(connection, template);
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
}
