package io.tentabo.test.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL server that answers, and its superuser.
 *
 * @param host where it listens
 * @param port where it listens
 * @param superuser role that may do everything
 * @param password of the superuser; empty when the server trusts it
 */
public record DatabaseServer(String host, int port, String superuser, String password) {

    /** The URL of a database as services are configured with it: {@code postgresql://host:port/name}. */
    public String url(String database) {
        return "postgresql://" + host + ":" + port + "/" + database;
    }

    /** Opens a connection as superuser. */
    public Connection connect(String database) throws SQLException {
        return connect(database, superuser, password);
    }

    /** Opens a connection as any role. */
    public Connection connect(String database, String role, String rolePassword) throws SQLException {
        return DriverManager.getConnection("jdbc:" + url(database), role, rolePassword);
    }

    /** Creates a database unless it exists. The name is trusted. */
    public void createDatabase(String database) throws SQLException {
        try (Connection connection = connect("postgres");
                PreparedStatement exists = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
            exists.setString(1, database);
            try (ResultSet found = exists.executeQuery();
                    Statement create = connection.createStatement()) {
                if (!found.next()) {
                    create.execute("CREATE DATABASE \"" + database + "\"");
                }
            }
        }
    }
}
