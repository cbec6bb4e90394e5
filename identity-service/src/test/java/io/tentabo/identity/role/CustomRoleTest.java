package io.tentabo.identity.role;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.refresh;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.model.permission.SystemRole;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@IdentityTest
class CustomRoleTest {

    private static final String ROLES = "/identity/v1/roles";
    private static final String ROLE = ROLES + "/{id}";
    private static final String GRANT = "/identity/v1/users/{id}/roles/{roleId}";

    @Test
    void aTenantsOwnRolePermitsItsHoldersWhatItSaysFromTheirNextRefreshOn() {
        // Given
        Tenant tenant = tenant();
        String role = create(tenant.asOwner(), "order_desk", "orders.read", "catalog.read")
                .then()
                .statusCode(201)
                .body("system", equalTo(false))
                .extract()
                .path("id");
        UUID user = tenant.user("grace@desk.example", Map.of("roles", List.of("viewer")));
        Response signedIn = tenant.signIn("grace@desk.example", PASSWORD);

        // When
        Response granted = tenant.asOwner().put(GRANT, user, role);

        // Then
        granted.then().statusCode(200).body("roles", contains("order_desk", "viewer"));
        tenant.asOwner()
                .get("/identity/v1/users/{id}/permissions", user)
                .then()
                .statusCode(200)
                .body("scope", equalTo("TENANT"))
                .body(
                        "roles.find { it.name == 'order_desk' }.grantedBy",
                        equalTo(tenant.ownerId().toString()))
                .body("roles.find { it.name == 'viewer' }.grantedAt", notNullValue())
                .body("permissions.find { it.name == 'catalog.read' }.roles", contains("order_desk", "viewer"))
                .body("permissions.find { it.name == 'orders.read' }.roles", contains("order_desk"));
        tenant.asOwner()
                .body(Map.of("permissions", List.of("users.read")))
                .patch(ROLE, role)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"v1\""));
        String token = refresh(signedIn.path("refreshToken"), tenant.address()).path("accessToken");
        tenant.as(token).get("/identity/v1/users").then().statusCode(200);
        tenant.as(signedIn.path("accessToken")).get("/identity/v1/users").then().statusCode(403);
    }

    @Test
    void nobodyGivesMoreThanTheyHave() {
        // Given
        Tenant tenant = tenant();
        String narrow = create(tenant.asOwner(), "staffing", "users.read", "users.manage", "leads.read")
                .path("id");
        String wide = create(tenant.asOwner(), "auditing", "audit.read").path("id");
        UUID clerk = tenant.user("clerk@staff.example", Map.of("roles", List.of("staffing")));
        UUID other = tenant.user("other@staff.example", Map.of("roles", List.of()));
        String token = tenant.signIn("clerk@staff.example", PASSWORD).path("accessToken");

        // When
        Response widened = tenant.as(token)
                .body(Map.of("permissions", List.of("users.read", "users.manage", "leads.read", "audit.read")))
                .patch(ROLE, narrow);

        // Then
        widened.then().statusCode(403).body("code", equalTo("role.beyond-own-permissions"));
        create(tenant.as(token), "loot", "audit.read").then().statusCode(403);
        create(tenant.as(token), "readers", "leads.read").then().statusCode(201);
        tenant.as(token)
                .body(Map.of("permissions", List.of()))
                .patch(ROLE, wide)
                .then()
                .statusCode(403);
        tenant.as(token).delete(ROLE, wide).then().statusCode(403);
        tenant.as(token).put(GRANT, clerk, wide).then().statusCode(403);
        tenant.as(token)
                .put(GRANT, clerk, SystemRoleSeed.roleId(SystemRole.OWNER))
                .then()
                .statusCode(403);
        tenant.as(token).put(GRANT, other, narrow).then().statusCode(200).body("roles", contains("staffing"));
        tenant.as(token).delete(GRANT, other, narrow).then().statusCode(200).body("roles", equalTo(List.of()));
        create(tenant.asOwner(), "platform", "tenants.manage")
                .then()
                .statusCode(422)
                .body("code", equalTo("role.unknown-permission"));
    }

    @Test
    void whoSeesOnlyAPartOfTheTenantChangesNoRoleAndNothingIsRecorded() {
        // Given
        Tenant tenant = tenant();
        String role = create(tenant.asOwner(), "staffing", "users.read", "users.manage")
                .path("id");
        tenant.user(
                "clerk@partner.example",
                Map.of("kind", "CHANNEL", "partnerId", tenant.partner("Acme"), "roles", List.of("staffing")));
        String token = tenant.signIn("clerk@partner.example", PASSWORD).path("accessToken");

        // When
        Response changed = tenant.as(token).body(Map.of("description", "Ours")).patch(ROLE, role);

        // Then
        changed.then().statusCode(403).body("code", equalTo("forbidden"));
        tenant.as(token).delete(ROLE, role).then().statusCode(403);
        tenant.asOwner().get(ROLE, role).then().statusCode(200).body("version", equalTo(0));
        assertThat(query("""
                        SELECT string_agg(action, ' ' ORDER BY action)
                        FROM audit_logs
                        WHERE tenant_id = ? AND entity_id = ?::uuid
                        """, tenant.id(), role)).isEqualTo("role.created");
    }

    @Test
    void whoSeesOnlyAPartOfTheTenantEndsNoSessionsOfColleaguesAndIsToldSo() {
        // Given
        Tenant tenant = tenant();
        create(tenant.asOwner(), "staffing", "users.read", "users.manage");
        Map<String, Object> channel =
                Map.of("kind", "CHANNEL", "partnerId", tenant.partner("Acme"), "roles", List.of("staffing"));
        tenant.user("clerk@partner.example", channel);
        UUID colleague = tenant.user("colleague@partner.example", channel);
        String session = tenant.signIn("colleague@partner.example", PASSWORD).path("refreshToken");
        String token = tenant.signIn("clerk@partner.example", PASSWORD).path("accessToken");

        // When
        Response refused = tenant.as(token).delete("/identity/v1/users/{id}/sessions", colleague);

        // Then
        refused.then().statusCode(403).body("code", equalTo("forbidden"));
        refresh(session, tenant.address()).then().statusCode(200);
    }

    @Test
    void aRoleThatIsHeldIsNotDeletedAndTheSystemsRolesAreNotTouched() {
        // Given
        Tenant tenant = tenant();
        String role = create(tenant.asOwner(), "night_shift", "orders.read").path("id");
        UUID user = tenant.user("night@shift.example", Map.of("roles", List.of("night_shift")));
        UUID manager = SystemRoleSeed.roleId(SystemRole.MANAGER);

        // When
        Response refused = tenant.asOwner().delete(ROLE, role);

        // Then
        refused.then().statusCode(409).body("code", equalTo("role.in-use"));
        tenant.asOwner().delete("/identity/v1/users/{id}", user).then().statusCode(204);
        tenant.asOwner().delete(ROLE, role).then().statusCode(204);
        tenant.asOwner().get(ROLE, role).then().statusCode(404);
        tenant.asOwner().delete(ROLE, manager).then().statusCode(409).body("code", equalTo("role.of-the-system"));
        tenant.asOwner()
                .body(Map.of("permissions", List.of()))
                .patch(ROLE, manager)
                .then()
                .statusCode(409);
        create(tenant.asOwner(), "manager", "orders.read")
                .then()
                .statusCode(409)
                .body("code", equalTo("role.name-taken"));
        tenant.asOwner()
                .delete(GRANT, tenant.ownerId(), SystemRoleSeed.roleId(SystemRole.OWNER))
                .then()
                .statusCode(422)
                .body("code", equalTo("user.last-owner"));
    }

    @Test
    void aTenantsRolesAreItsOwn() {
        // Given
        Tenant tenant = tenant();
        Tenant other = tenant();
        String role = create(tenant.asOwner(), "our_way", "orders.read").path("id");

        // When
        Response seen = other.asOwner().get(ROLES);

        // Then
        seen.then().statusCode(200).body("items.name", not(hasItem("our_way"))).body("items.name", hasItem("owner"));
        other.asOwner().get(ROLE, role).then().statusCode(404);
        other.asOwner().delete(ROLE, role).then().statusCode(404);
        other.asOwner().put(GRANT, other.ownerId(), role).then().statusCode(404);
        create(other.asOwner(), "our_way", "orders.read").then().statusCode(201);
    }

    private static Response create(RequestSpecification caller, String name, String... permissions) {
        return caller.body(Map.of("name", name, "permissions", List.of(permissions)))
                .post(ROLES);
    }
}
