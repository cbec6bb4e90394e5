package io.tentabo.identity.user;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.tenant;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@IdentityTest
class DormantUserTest {

    private static final String DORMANT = "/identity/v1/reports/dormant-users";

    @Test
    void whoHasNotBeenHereForAWhileIsDormantAndWhoKeepsASessionGoingIsNot() {
        // Given
        Tenant tenant = tenant();
        UUID gone = tenant.user("gone@dormant.example", Map.of("lastName", "Gone"));
        UUID never = tenant.user("never@dormant.example", Map.of("lastName", "Never"));
        UUID kept = tenant.user("kept@dormant.example", Map.of("lastName", "Kept"));
        tenant.user("fresh@dormant.example", Map.of("lastName", "Fresh"));
        tenant.signIn("gone@dormant.example", PASSWORD).then().statusCode(201);
        tenant.signIn("kept@dormant.example", PASSWORD).then().statusCode(201);
        for (UUID user : new UUID[] {gone, never, kept}) {
            execute("""
                    UPDATE users
                    SET created_at = now() - interval '200 days', last_sign_in_at = last_sign_in_at - interval '100 days'
                    WHERE id = ?
                    """, user);
        }
        execute("UPDATE sessions SET last_active_at = now() - interval '95 days' WHERE user_id = ?", gone);

        // When
        Response dormant = tenant.asOwner().get(DORMANT);

        // Then
        dormant.then()
                .statusCode(200)
                .body("items.id", contains(gone.toString(), never.toString()))
                .body("items[1].lastSignInAt", nullValue());
        tenant.asOwner()
                .queryParam("since", LocalDate.now(ZoneOffset.UTC).minusDays(97).toString())
                .get(DORMANT)
                .then()
                .body("items.id", contains(never.toString()));
        Response first = tenant.asOwner().queryParam("limit", 1).get(DORMANT);
        tenant.asOwner()
                .queryParam("limit", 1)
                .queryParam("cursor", first.<String>path("nextCursor"))
                .get(DORMANT)
                .then()
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(never.toString()));
    }
}
