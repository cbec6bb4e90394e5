package io.tentabo.identity.role;

import io.tentabo.kit.database.RepeatableSeed;
import io.tentabo.model.permission.Permissions;
import io.tentabo.model.permission.SystemRole;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Writes permissions and system roles from {@link SystemRole}, the one place where they are defined.
 */
public class SystemRoleSeed extends RepeatableSeed {

    private static final String ADD_PERMISSIONS =
            "INSERT INTO permissions (name) SELECT unnest(?::text[]) ON CONFLICT DO NOTHING";
    private static final String ADD_ROLE =
            "INSERT INTO roles (id, tenant_id, name) VALUES (?, NULL, ?) ON CONFLICT DO NOTHING";
    private static final String REMOVE_GRANTS =
            "DELETE FROM role_permissions WHERE role_id = ? AND permission <> ALL (?::text[])";
    private static final String ADD_GRANTS = """
            INSERT INTO role_permissions (role_id, tenant_id, permission)
            SELECT ?, NULL, unnest(?::text[])
            ON CONFLICT DO NOTHING
            """;

    public SystemRoleSeed() {
        super("system roles");
    }

    /** The same id in every installation, so that it can be compared and restored. */
    static UUID roleId(SystemRole role) {
        return UUID.nameUUIDFromBytes(("tentabo:role:" + role.roleName()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected String definition() {
        return Arrays.stream(SystemRole.values())
                .map(role -> role.roleName() + new TreeSet<>(role.permissions()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    protected void write(Connection connection) throws SQLException {
        Set<String> all = Arrays.stream(SystemRole.values())
                .flatMap(role -> role.permissions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        all.add(Permissions.TENANTS_MANAGE);
        try (PreparedStatement permissions = connection.prepareStatement(ADD_PERMISSIONS)) {
            permissions.setArray(1, array(connection, all));
            permissions.executeUpdate();
        }
        for (SystemRole role : SystemRole.values()) {
            seed(connection, role);
        }
    }

    private static void seed(Connection connection, SystemRole role) throws SQLException {
        Array granted = array(connection, role.permissions());
        try (PreparedStatement add = connection.prepareStatement(ADD_ROLE);
                PreparedStatement revoke = connection.prepareStatement(REMOVE_GRANTS);
                PreparedStatement grant = connection.prepareStatement(ADD_GRANTS)) {
            add.setObject(1, roleId(role));
            add.setString(2, role.roleName());
            add.executeUpdate();
            revoke.setObject(1, roleId(role));
            revoke.setArray(2, granted);
            revoke.executeUpdate();
            grant.setObject(1, roleId(role));
            grant.setArray(2, granted);
            grant.executeUpdate();
        }
    }
}
