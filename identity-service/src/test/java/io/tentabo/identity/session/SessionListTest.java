package io.tentabo.identity.session;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.refresh;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@IdentityTest
class SessionListTest {

    private static final String SESSIONS = "/identity/v1/sessions";

    @Test
    void aUserSeesItsDevicesPageByPageAndEndsOne() {
        // Given
        Tenant tenant = tenant();
        tenant.user("grace@x.example", Map.of());
        Response phone = json(tenant.address())
                .header("User-Agent", "phone")
                .body(Map.of("tenant", tenant.slug(), "username", "grace@x.example", "password", PASSWORD))
                .post(SESSIONS);
        Response desk = tenant.signIn("grace@x.example", PASSWORD);
        Response first =
                tenant.as(desk.path("accessToken")).queryParam("limit", 1).get(SESSIONS);
        Response second = tenant.as(desk.path("accessToken"))
                .queryParam("limit", 1)
                .queryParam("cursor", first.<String>path("nextCursor"))
                .get(SESSIONS);

        // When
        Response ended = tenant.as(desk.path("accessToken")).delete(SESSIONS + "/" + second.path("items[0].id"));

        // Then
        ended.then().statusCode(204);
        first.then()
                .statusCode(200)
                .body("items.current", contains(true))
                .body("items[0].ip", equalTo(tenant.address()))
                .body("items[0].createdAt", notNullValue())
                .body("items[0].lastActiveAt", notNullValue());
        second.then().body("items.userAgent", contains("phone")).body("items.current", contains(false));
        tenant.as(desk.path("accessToken")).get(SESSIONS).then().body("items", hasSize(1));
        refresh(phone.path("refreshToken"), tenant.address()).then().statusCode(401);
        refresh(desk.path("refreshToken"), tenant.address()).then().statusCode(200);
    }

    @Test
    void nobodyEndsAnothersSessionAsItsOwn() {
        // Given
        Tenant tenant = tenant();
        tenant.user("grace@x.example", Map.of("roles", List.of("owner"), "kind", "ADMIN"));
        String token = tenant.signIn("grace@x.example", PASSWORD).path("accessToken");
        String owners = tenant.asOwner().get(SESSIONS).path("items[0].id");

        // When
        Response refused = tenant.as(token).delete(SESSIONS + "/" + owners);

        // Then
        refused.then().statusCode(404);
        tenant.asOwner().get(SESSIONS).then().body("items.id", contains(owners));
    }

    @Test
    void anAdminSeesAndEndsAUsersSessionsOneByOneAndAllAtOnceAndItIsAudited() {
        // Given
        Tenant tenant = tenant();
        UUID user = tenant.user("grace@x.example", Map.of());
        String sessions = "/identity/v1/users/" + user + "/sessions";
        Response first = tenant.signIn("grace@x.example", PASSWORD);
        Response second = tenant.signIn("grace@x.example", PASSWORD);
        Response third = tenant.signIn("grace@x.example", PASSWORD);
        Response listed = tenant.asOwner().queryParam("sort", "createdAt").get(sessions);

        // When
        Response one = tenant.asOwner().delete(sessions + "/" + listed.path("items[0].id"));

        // Then
        one.then().statusCode(204);
        listed.then().statusCode(200).body("items", hasSize(3));
        refresh(first.path("refreshToken"), tenant.address()).then().statusCode(401);
        Response successor = refresh(second.path("refreshToken"), tenant.address());
        successor.then().statusCode(200);
        tenant.asOwner().delete(sessions).then().statusCode(204);
        refresh(successor.path("refreshToken"), tenant.address()).then().statusCode(401);
        refresh(third.path("refreshToken"), tenant.address()).then().statusCode(401);
        tenant.asOwner().get(sessions).then().body("items", hasSize(0));
        assertThat(query("""
                        SELECT string_agg(action || ' ' || new_values::text, '; ' ORDER BY action)
                        FROM audit_logs
                        WHERE tenant_id = ? AND action IN ('session.ended', 'user.sessions-ended')
                        """, tenant.id())).contains("ENDED_BY_ADMIN", "user.sessions-ended", "2");
    }

    @Test
    void sessionsOfOthersNeedThePermissionAndStayInTheirTenant() {
        // Given
        Tenant tenant = tenant();
        Tenant other = tenant();
        UUID user = tenant.user("grace@x.example", Map.of());
        String member = tenant.signIn("grace@x.example", PASSWORD).path("accessToken");
        String session = tenant.as(member).get(SESSIONS).path("items[0].id");

        // When
        Response foreign = other.asOwner().get("/identity/v1/users/" + user + "/sessions");

        // Then
        foreign.then().statusCode(404);
        other.asOwner()
                .delete("/identity/v1/users/" + user + "/sessions")
                .then()
                .statusCode(404);
        other.asOwner()
                .delete("/identity/v1/users/" + user + "/sessions/" + session)
                .then()
                .statusCode(404);
        tenant.as(member)
                .get("/identity/v1/users/" + tenant.ownerId() + "/sessions")
                .then()
                .statusCode(403);
        tenant.as(member).get(SESSIONS).then().body("items", hasSize(1));
    }
}
