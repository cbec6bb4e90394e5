package io.tentabo.identity.template;

import io.tentabo.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** Beside what the suite ships: a later version of it, and a template that shares some of its features. */
final class TestTemplates {

    private TestTemplates() {}

    static void write() throws SQLException {
        try (Connection connection = TestDatabase.superuser()) {
            TemplateSeed.write(connection, TemplateDescriptors.read("flagship-crm-ops-2.0.0"));
            TemplateSeed.write(connection, TemplateDescriptors.read("wine-tasting-1.0.0"));
        }
    }
}
