package io.tentabo.identity.role;

import static io.tentabo.identity.Identity.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.identity.IdentityTest;
import io.tentabo.model.permission.Permissions;
import io.tentabo.model.permission.SystemRole;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@IdentityTest
class SystemRoleSeedTest {

    @ParameterizedTest
    @EnumSource(SystemRole.class)
    void theDatabaseGrantsASystemRoleExactlyWhatItsDefinitionSays(SystemRole role) {
        // Given
        String defined = String.join(",", new TreeSet<>(role.permissions()));

        // When
        String stored = query("""
                SELECT string_agg(rp.permission, ',' ORDER BY rp.permission COLLATE "C")
                FROM roles r
                JOIN role_permissions rp ON rp.role_id = r.id
                WHERE r.tenant_id IS NULL AND r.name = ?
                """, role.roleName());

        // Then
        assertThat(stored).isEqualTo(defined);
    }

    @Test
    void theDatabaseKnowsEveryPermission() throws IllegalAccessException {
        // Given
        TreeSet<String> defined = new TreeSet<>();
        for (Field constant : Permissions.class.getFields()) {
            defined.add((String) constant.get(null));
        }

        // When
        String stored = query("SELECT string_agg(name, ',' ORDER BY name COLLATE \"C\") FROM permissions");

        // Then
        assertThat(Arrays.asList(stored.split(",", -1))).containsExactlyElementsOf(defined);
    }
}
