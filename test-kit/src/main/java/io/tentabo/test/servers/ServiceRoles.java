package io.tentabo.test.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/**
 * The database roles and the schema of one service, as {@code roles.sql} of the service kit makes them.
 *
 * @param service name of the service, also of its schema: lower-case letters
 * @param ownerPassword of {@code <service>_owner}, which migrates
 * @param appPassword of {@code <service>_app}, the running service
 * @param backgroundPassword of {@code <service>_background}, cross-tenant work
 */
public record ServiceRoles(String service, String ownerPassword, String appPassword, String backgroundPassword) {

    private static final String SCRIPT = "/io/tentabo/kit/database/roles.sql";
    private static final Pattern SERVICE_NAME = Pattern.compile("[a-z]{2,40}");

    public ServiceRoles {
        if (!SERVICE_NAME.matcher(service).matches()) {
            throw new IllegalArgumentException("Not a service name: " + service);
        }
    }

    /** Roles that all have the same password, for a database that only tests or one developer can reach. */
    public static ServiceRoles withPassword(String service, String password) {
        return new ServiceRoles(service, password, password, password);
    }

    /** Makes the roles and the schema, or brings them up to date, through a superuser's connection to the database. */
    public void applyTo(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(script());
        }
    }

    private String script() {
        return read(SCRIPT)
                .replace("${service}", service)
                .replace("${ownerPassword}", literal(ownerPassword))
                .replace("${appPassword}", literal(appPassword))
                .replace("${backgroundPassword}", literal(backgroundPassword));
    }

    /** A string literal that means the same under every setting of {@code standard_conforming_strings}. */
    private static String literal(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A password cannot contain the null character");
        }
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static String read(String resource) {
        try (InputStream stream = ServiceRoles.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("Not on the class path: " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
