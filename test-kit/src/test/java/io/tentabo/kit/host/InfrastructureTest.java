package io.tentabo.kit.host;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestTokens;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class InfrastructureTest {

    @Test
    void theCallerOfARequestIsWhomItsTokenNames() {
        // Given
        UUID tenant = UUID.randomUUID();
        UUID user = UUID.randomUUID();

        // When
        var response = given().auth()
                .oauth2(TestTokens.user(tenant, user).partner(UUID.randomUUID()).token())
                .get("/kit/v1/caller");

        // Then
        response.then()
                .statusCode(200)
                .body("tenantId", equalTo(tenant.toString()))
                .body("userId", equalTo(user.toString()))
                .body("scope", equalTo("PARTNER"));
    }

    @Test
    void anExpiredTokenIsRefused() {
        // Given
        String expired = TestTokens.user(UUID.randomUUID())
                .owner()
                .issued(Duration.ofMinutes(6))
                .token();

        // When
        var response = given().auth().oauth2(expired).get("/kit/v1/notes");

        // Then
        response.then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .contentType("application/problem+json")
                .body("code", equalTo("unauthenticated"));
    }

    @Test
    void aRequestWithoutATokenIsToldThatItNeedsOne() {
        // When
        var response = given().get("/kit/v1/notes");

        // Then
        response.then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("code", equalTo("unauthenticated"));
    }

    @Test
    void aTokenWithoutThePermissionIsForbidden() {
        // Given
        String token = TestTokens.user(UUID.randomUUID()).roles("fulfiller").token();

        // When
        var response = given().auth().oauth2(token).get("/kit/v1/notes");

        // Then
        response.then().statusCode(403);
    }

    @Test
    void aTenantSeesItsOwnNotesOnly() {
        // Given
        String ours = TestTokens.user(UUID.randomUUID()).owner().token();
        String theirs = TestTokens.user(UUID.randomUUID()).owner().token();
        given().auth()
                .oauth2(ours)
                .contentType("application/json")
                .body("{\"text\": \"ours\"}")
                .post("/kit/v1/notes")
                .then()
                .statusCode(200);

        // When
        var seenByUs = given().auth().oauth2(ours).get("/kit/v1/notes");
        var seenByThem = given().auth().oauth2(theirs).get("/kit/v1/notes");

        // Then
        seenByUs.then().statusCode(200).body("text", equalTo(java.util.List.of("ours")));
        seenByThem.then().statusCode(200).body("$", hasSize(0));
    }
}
