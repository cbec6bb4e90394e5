package io.tentabo.identity.user;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.newUser;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.refresh;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.model.event.UserChanged;
import io.tentabo.test.AtOnce;
import io.tentabo.test.TestEvents;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@IdentityTest
class UserResourceTest {

    private static final String USERS = "/identity/v1/users";

    @Test
    void aCreatedUserSignsInAndIsAnnouncedAndItsPasswordIsShownNowhere() {
        // Given
        Tenant tenant = tenant();
        Map<String, Object> body = newUser("Grace@X.example", Map.of("roles", List.of("member", "viewer")));

        // When
        Response created = tenant.asOwner().body(body).post(USERS);

        // Then
        created.then()
                .statusCode(201)
                .header("ETag", notNullValue())
                .body("email", equalTo("grace@x.example"))
                .body("status", equalTo("ACTIVE"))
                .body("roles", contains("member", "viewer"))
                .body("$", not(hasKey("password")));
        UUID id = UUID.fromString(created.path("id"));
        tenant.signIn("grace@x.example", PASSWORD).then().statusCode(201);
        assertThat(TestEvents.awaitEvent("identity", id, UserChanged.TYPE)
                        .payload(UserChanged.class)
                        .displayName())
                .isEqualTo("Grace Hopper");
        assertThat(query(
                        "SELECT string_agg(coalesce(new_values::text, ''), '') FROM audit_logs WHERE tenant_id = ?",
                        tenant.id()))
                .doesNotContain(PASSWORD, "argon2id");
        assertThat(query(
                        "SELECT string_agg(encode(body, 'escape'), '') FROM idempotency_keys WHERE tenant_id = ?",
                        tenant.id()))
                .doesNotContain(PASSWORD);
    }

    @Test
    void aRepeatedRequestCreatesOneUser() {
        // Given
        Tenant tenant = tenant();
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = newUser("twice@x.example", Map.of());
        Response first =
                tenant.asOwner().header("Idempotency-Key", key).body(body).post(USERS);

        // When
        Response second =
                tenant.asOwner().header("Idempotency-Key", key).body(body).post(USERS);

        // Then
        second.then().statusCode(201).body("id", equalTo(first.<String>path("id")));
        tenant.asOwner().body(body).post(USERS).then().statusCode(409).body("code", equalTo("user.email-taken"));
    }

    @Test
    void aPlansLimitHoldsAlsoWhenUsersAreCreatedAtOnce() {
        // Given
        Tenant tenant = tenant(4);

        // When
        List<Integer> answers = AtOnce.run(IntStream.range(0, 8).boxed().toList(), i -> tenant.asOwner()
                .body(newUser("user" + i + "@x.example", Map.of()))
                .post(USERS)
                .statusCode());

        // Then
        assertThat(answers).filteredOn(status -> status == 201).hasSize(3);
        assertThat(answers).filteredOn(status -> status == 422).hasSize(5);
    }

    @Test
    void nobodyGrantsOrTakesWhatTheyMayNotDoThemselves() {
        // Given
        Tenant tenant = tenant();
        UUID role = UUID.randomUUID();
        execute("INSERT INTO roles (id, tenant_id, name) VALUES (?, ?, 'staff_office')", role, tenant.id());
        execute("""
                INSERT INTO role_permissions (role_id, tenant_id, permission)
                SELECT r, t, unnest(ARRAY['users.read', 'users.manage', 'leads.read'])
                FROM (VALUES (?::uuid, ?::uuid)) v (r, t)
                """, role, tenant.id());
        tenant.user("office@x.example", Map.of("roles", List.of("staff_office")));
        UUID manager = tenant.user("manager@x.example", Map.of("roles", List.of("manager")));
        RequestSpecification office =
                tenant.as(tenant.signIn("office@x.example", PASSWORD).path("accessToken"));

        // When
        Response grant = office.body(newUser("new@x.example", Map.of("roles", List.of("manager"))))
                .post(USERS);

        // Then
        grant.then().statusCode(403).body("code", equalTo("role.beyond-own-permissions"));
        office.body(Map.of("password", "a password of mine"))
                .put(USERS + "/" + manager + "/password")
                .then()
                .statusCode(403);
        office.delete(USERS + "/" + tenant.ownerId()).then().statusCode(403);
        office.body(newUser("colleague@x.example", Map.of("roles", List.of("staff_office"))))
                .post(USERS)
                .then()
                .statusCode(201);
    }

    @Test
    void onlyAnOwnerMakesOwners() {
        // Given
        Tenant tenant = tenant();
        tenant.user("admin@x.example", Map.of("roles", List.of("admin")));
        RequestSpecification admin =
                tenant.as(tenant.signIn("admin@x.example", PASSWORD).path("accessToken"));

        // When
        Response refused = admin.body(newUser("second@x.example", Map.of("roles", List.of("owner"))))
                .post(USERS);

        // Then
        refused.then().statusCode(403);
        tenant.user("second@x.example", Map.of("roles", List.of("owner")));
    }

    @Test
    void aTenantKeepsItsLastOwnerBesideProgramsAndNobodyRemovesThemselves() {
        // Given
        Tenant tenant = tenant();

        tenant.asOwner()
                .body(Map.of("name", "erp", "roles", List.of("owner")))
                .post("/identity/v1/clients")
                .then()
                .statusCode(201);

        // When
        Response withoutRole =
                tenant.asOwner().body(Map.of("roles", List.of("admin"))).patch(USERS + "/" + tenant.ownerId());

        // Then
        withoutRole.then().statusCode(422).body("code", equalTo("user.last-owner"));
        tenant.asOwner()
                .delete(USERS + "/" + tenant.ownerId())
                .then()
                .statusCode(422)
                .body("code", equalTo("user.oneself"));
    }

    @Test
    void kindAndScopeBelongTogether() {
        // Given
        Tenant tenant = tenant();
        UUID partner = tenant.partner("Northwind");
        UUID distributor = tenant.distributor("Southwind");
        List<Map<String, Object>> wrong = List.of(
                Map.of("kind", "CHANNEL"),
                Map.of("kind", "CHANNEL", "partnerId", partner, "distributorId", distributor),
                Map.of("kind", "INTERNAL", "partnerId", partner),
                Map.of("kind", "PORTAL"),
                Map.of("kind", "CHANNEL", "partnerId", UUID.randomUUID()),
                Map.of("kind", "SERVICE"));

        // When
        List<Integer> answers = wrong.stream()
                .map(more -> tenant.asOwner()
                        .body(newUser("wrong@x.example", more))
                        .post(USERS)
                        .statusCode())
                .toList();

        // Then
        assertThat(answers).containsOnly(422);
    }

    @Test
    void aUserThatWaitsForApprovalSignsInOnceEnabled() {
        // Given
        Tenant tenant = tenant();
        UUID id = tenant.user("wait@x.example", Map.of("status", "PENDING_APPROVAL"));
        tenant.signIn("wait@x.example", PASSWORD).then().statusCode(401);

        // When
        Response enabled = tenant.asOwner().post(USERS + "/" + id + "/enable");

        // Then
        enabled.then()
                .statusCode(200)
                .body("status", equalTo("ACTIVE"))
                .body("enabledBy", equalTo(tenant.ownerId().toString()))
                .body("enabledAt", notNullValue());
        tenant.signIn("wait@x.example", PASSWORD).then().statusCode(201);
    }

    @Test
    void removingOrDisablingAUserEndsItsSessions() {
        // Given
        Tenant tenant = tenant();
        UUID removed = tenant.user("removed@x.example", Map.of());
        UUID disabled = tenant.user("disabled@x.example", Map.of());
        String removedToken = tenant.signIn("removed@x.example", PASSWORD).path("refreshToken");
        String disabledToken = tenant.signIn("disabled@x.example", PASSWORD).path("refreshToken");

        // When
        tenant.asOwner().delete(USERS + "/" + removed).then().statusCode(204);
        tenant.asOwner()
                .body(Map.of("status", "SUSPENDED"))
                .patch(USERS + "/" + disabled)
                .then()
                .statusCode(200);

        // Then
        refresh(removedToken, tenant.address()).then().statusCode(401);
        refresh(disabledToken, tenant.address()).then().statusCode(401);
        tenant.signIn("removed@x.example", PASSWORD).then().statusCode(401);
        tenant.asOwner().get(USERS + "/" + removed).then().statusCode(404);
        assertThat(query("SELECT status FROM users WHERE id = ?", removed)).isEqualTo("DELETED");
        tenant.user("removed@x.example", Map.of());
    }

    @Test
    void aChangedRoleIsInTheNextAccessToken() {
        // Given
        Tenant tenant = tenant();
        UUID id = tenant.user("promoted@x.example", Map.of());
        String token = tenant.signIn("promoted@x.example", PASSWORD).path("refreshToken");

        // When
        tenant.asOwner()
                .body(Map.of("roles", List.of("manager")))
                .patch(USERS + "/" + id)
                .then()
                .statusCode(200);

        // Then
        String renewed = refresh(token, tenant.address()).path("accessToken");
        tenant.as(renewed).get(USERS).then().statusCode(200);
    }

    @Test
    void aStaleEditIsRefused() {
        // Given
        Tenant tenant = tenant();
        UUID id = tenant.user("edited@x.example", Map.of());
        String tag = tenant.asOwner().get(USERS + "/" + id).header("ETag");
        tenant.asOwner()
                .header("If-Match", tag)
                .body(Map.of("phone", "+33 1"))
                .patch(USERS + "/" + id)
                .then()
                .statusCode(200);

        // When
        Response stale = tenant.asOwner()
                .header("If-Match", tag)
                .body(Map.of("phone", "+33 2"))
                .patch(USERS + "/" + id);

        // Then
        stale.then().statusCode(412);
        tenant.asOwner()
                .body(Map.of("kind", "ADMIN"))
                .patch(USERS + "/" + id)
                .then()
                .statusCode(400);
    }

    @Test
    void anotherTenantsUserDoesNotExist() {
        // Given
        Tenant tenant = tenant();
        Tenant other = tenant();

        // When
        Response read = tenant.asOwner().get(USERS + "/" + other.ownerId());

        // Then
        read.then().statusCode(404);
        tenant.asOwner().delete(USERS + "/" + other.ownerId()).then().statusCode(404);
        tenant.asOwner()
                .body(Map.of("firstName", "X"))
                .patch(USERS + "/" + other.ownerId())
                .then()
                .statusCode(404);
    }

    @Test
    void oneAccountHoldsSeatsInTwoTenantsAndNeitherAdminKnowsTheOthersPassword() {
        // Given
        Tenant first = tenant();
        Tenant second = tenant();
        first.user("both@x.example", Map.of());
        second.user("both@x.example", Map.of("password", "another long password"));

        // When
        Response crossed = first.signIn("both@x.example", "another long password");

        // Then
        crossed.then().statusCode(401);
        second.signIn("both@x.example", "another long password").then().statusCode(201);
        assertThat(query("SELECT count(DISTINCT account_id) FROM users WHERE email = 'both@x.example'"))
                .isEqualTo("1");
    }

    @Test
    void usersAreListedByNameKindStatusRoleAndPartner() {
        // Given
        Tenant tenant = tenant();
        UUID partner = tenant.partner("Northwind");
        tenant.user("a@x.example", Map.of("lastName", "Abel"));
        tenant.user("b@x.example", Map.of("lastName", "Abacus", "roles", List.of("viewer")));
        tenant.user("c@x.example", Map.of("kind", "CHANNEL", "partnerId", partner, "roles", List.of("partner")));

        // When
        Response byName = tenant.asOwner().queryParam("q", "aB").get(USERS);

        // Then
        byName.then().statusCode(200).body("items.lastName", contains("Abacus", "Abel"));
        tenant.asOwner()
                .queryParam("partnerId", partner)
                .get(USERS)
                .then()
                .body("items.email", contains("c@x.example"));
        tenant.asOwner().queryParam("role", "viewer").get(USERS).then().body("items.email", contains("b@x.example"));
        tenant.asOwner()
                .queryParam("kind", "ADMIN")
                .get(USERS)
                .then()
                .body("items.email", contains(tenant.ownerEmail()));
        Response page = tenant.asOwner().queryParam("limit", 2).get(USERS);
        page.then().body("items.lastName", contains("Abacus", "Abel")).header("Link", notNullValue());
        tenant.asOwner()
                .queryParam("limit", 2)
                .queryParam("cursor", page.<String>path("nextCursor"))
                .get(USERS)
                .then()
                .body("items.lastName", contains("Hopper", "Lovelace"));
    }
}
