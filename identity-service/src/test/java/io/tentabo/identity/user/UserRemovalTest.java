package io.tentabo.identity.user;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.model.event.UserRemoved;
import io.tentabo.test.AtOnce;
import io.tentabo.test.TestEvents;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@IdentityTest
class UserRemovalTest {

    private static final String USER = "/identity/v1/users/{id}";

    @Test
    void whoTakesOverIsToldInTheStepThatRemovesTheUser() {
        // Given
        Tenant tenant = tenant();
        UUID leaver = tenant.user("leaver@removal.example", Map.of());
        UUID successor = tenant.user("successor@removal.example", Map.of());

        // When
        Response removed = tenant.asOwner().queryParam("successorId", successor).delete(USER, leaver);

        // Then
        removed.then().statusCode(204);
        UserRemoved told =
                TestEvents.awaitEvent("identity", leaver, UserRemoved.TYPE).payload(UserRemoved.class);
        assertThat(told.successorId()).isEqualTo(successor);
        assertThat(told.removedBy()).isEqualTo(tenant.ownerId());
        tenant.signIn("leaver@removal.example", PASSWORD).then().statusCode(401);
    }

    @Test
    void whoRemovesAUserWithoutNamingASuccessorTakesOver() {
        // Given
        Tenant tenant = tenant();
        UUID leaver = tenant.user("leaver@removal.example", Map.of());

        // When
        Response removed = tenant.asOwner().delete(USER, leaver);

        // Then
        removed.then().statusCode(204);
        assertThat(TestEvents.awaitEvent("identity", leaver, UserRemoved.TYPE)
                        .payload(UserRemoved.class)
                        .successorId())
                .isEqualTo(tenant.ownerId());
    }

    @Test
    void onlyAnActiveUserWhoSeesTheWorkTakesOver() {
        // Given
        Tenant tenant = tenant();
        UUID partner = tenant.partner("Acme");
        UUID leaver = tenant.user(
                "leaver@removal.example", Map.of("kind", "CHANNEL", "partnerId", partner, "roles", List.of("partner")));
        UUID colleague = tenant.user(
                "colleague@removal.example",
                Map.of("kind", "CHANNEL", "partnerId", partner, "roles", List.of("partner")));
        UUID stranger = tenant.user(
                "stranger@removal.example",
                Map.of("kind", "CHANNEL", "partnerId", tenant.partner("Other"), "roles", List.of("partner")));
        UUID waiting = tenant.user("waiting@removal.example", Map.of("status", "PENDING_APPROVAL"));

        // When
        List<Response> refused = Stream.of(stranger, waiting, leaver, UUID.randomUUID())
                .map(unfit -> tenant.asOwner().queryParam("successorId", unfit).delete(USER, leaver))
                .toList();

        // Then
        refused.forEach(answer -> answer.then().statusCode(422).body("code", equalTo("user.unfit-successor")));
        tenant.asOwner().get(USER, leaver).then().statusCode(200).body("status", equalTo("ACTIVE"));
        tenant.asOwner()
                .queryParam("successorId", colleague)
                .delete(USER, leaver)
                .then()
                .statusCode(204);
    }

    @Test
    void aServiceAccountEndsWithItsClientAndNotWithoutIt() {
        // Given
        Tenant tenant = tenant();
        Response client = tenant.asOwner()
                .body(Map.of("name", "erp", "roles", List.of("viewer")))
                .post("/identity/v1/clients");
        String path = "/identity/v1/clients/" + client.path("id");
        String account = client.path("userId");

        // When
        Response removed = tenant.asOwner().delete(USER, account);

        // Then
        removed.then().statusCode(422).body("code", equalTo("user.service-account"));
        execute("UPDATE users SET status = 'DELETED' WHERE id = ?::uuid", account);
        tenant.asOwner().delete(path).then().statusCode(204);
        tenant.asOwner().get(path).then().statusCode(404);
    }

    @Test
    void twoUsersWhoAreRemovedAtOnceAreNotEachOthersSuccessors() {
        // Given
        Tenant tenant = tenant();
        UUID one = tenant.user("one@removal.example", Map.of());
        UUID other = tenant.user("other@removal.example", Map.of());

        // When
        List<Integer> answers = AtOnce.run(List.of(one, other), leaving -> tenant.asOwner()
                .queryParam("successorId", leaving.equals(one) ? other : one)
                .delete(USER, leaving)
                .statusCode());

        // Then
        assertThat(answers).containsExactlyInAnyOrder(204, 422);
    }
}
