package io.tentabo.test;

import io.tentabo.test.servers.DatabaseServer;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Plain connections to the database of the service under test, for what a test must prepare or check behind the
 * service's back.
 */
public final class TestDatabase {

    static final String SUPERUSER = "tentabo.test.database.superuser";
    static final String SUPERUSER_PASSWORD = "tentabo.test.database.superuser-password";

    private TestDatabase() {}

    /** The name of the service under test, which is also its schema. */
    public static String schema() {
        return ConfigProvider.getConfig().getValue("tentabo.service", String.class);
    }

    /** A superuser's connection, which row-level security does not bind, with the service's search path. */
    public static Connection superuser() throws SQLException {
        Config config = ConfigProvider.getConfig();
        Connection connection = server().connect(
                        database(),
                        config.getValue(SUPERUSER, String.class),
                        config.getOptionalValue(SUPERUSER_PASSWORD, String.class)
                                .orElse(""));
        try (var statement = connection.createStatement()) {
            statement.execute("SET search_path = " + schema() + ", extensions");
        }
        return connection;
    }

    /** The first column of a superuser's query, as text. */
    public static List<String> column(String sql, String... parameters) throws SQLException {
        try (Connection connection = superuser();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        }
    }

    /** A connection as the running service has it: every rule of the database applies, and no caller is set. */
    public static Connection app() throws SQLException {
        return as("app");
    }

    /** A connection as the service's background work has it. */
    public static Connection background() throws SQLException {
        return as("background");
    }

    private static Connection as(String role) throws SQLException {
        String password = ConfigProvider.getConfig().getValue("tentabo.database." + role + "-password", String.class);
        return server().connect(database(), schema() + "_" + role, password);
    }

    private static DatabaseServer server() {
        URI url = url();
        return new DatabaseServer(url.getHost(), url.getPort(), "", "");
    }

    private static String database() {
        return url().getPath().substring(1);
    }

    private static URI url() {
        return URI.create(ConfigProvider.getConfig().getValue("tentabo.database.url", String.class));
    }
}
