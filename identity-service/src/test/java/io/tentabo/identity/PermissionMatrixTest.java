package io.tentabo.identity;

import io.tentabo.identity.Identity.Tenant;
import io.tentabo.model.permission.SystemRole;
import io.tentabo.test.architecture.PermissionMatrixContract;
import java.util.List;
import java.util.Map;

@IdentityTest
class PermissionMatrixTest extends PermissionMatrixContract {

    @Override
    protected String token(SystemRole role) {
        Tenant tenant = Identity.tenant();
        String email = role.roleName() + "@matrix.example";
        tenant.user(email, Map.of("roles", List.of(role.roleName())));
        return tenant.signIn(email, Identity.PASSWORD).path("accessToken");
    }
}
