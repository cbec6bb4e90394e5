package io.tentabo.identity.provider;

import static io.tentabo.identity.Eventually.await;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.AuthProvidersChanged;
import io.tentabo.model.event.ConnectionChanged;
import io.tentabo.test.TestEvents;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Authentication providers and the connections of the sync service are bounded together. */
@IdentityTest
class IntegrationLimitTest {

    private static final String PROVIDERS = "/identity/v1/auth-providers";

    private Tenant tenant;

    @BeforeEach
    void limit() {
        tenant = tenant();
        execute("UPDATE tenants SET max_integrations = 3 WHERE id = ?", tenant.id());
    }

    @Test
    void thePlanBoundsProvidersHoweverManyAreCreatedAtOnce() {
        // Given
        connection(UUID.randomUUID(), true, false, 0);

        // When
        List<CompletableFuture<Response>> answers = IntStream.range(0, 5)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::create))
                .toList();

        // Then
        assertThat(answers.stream().map(answer -> answer.join().statusCode()))
                .containsExactlyInAnyOrder(201, 201, 422, 422, 422);
        create().then()
                .statusCode(422)
                .body("code", equalTo("auth-provider.limit-reached"))
                .body("maxIntegrations", equalTo(3));
    }

    @Test
    void aDeletedConnectionMakesRoomAndALateEventDoesNotTakeItAgain() {
        // Given
        UUID connection = UUID.randomUUID();
        connection(connection, false, false, 0);
        connection(connection, true, false, 3);
        create().then().statusCode(201);
        create().then().statusCode(201);
        create().then().statusCode(422);

        // When
        connection(connection, false, true, 3);
        connection(connection, true, false, 2);

        // Then
        create().then().statusCode(201);
    }

    @Test
    void noFurtherIntegrationIsPutToUseThanThePlanAllows() {
        // Given
        String id = create().then().statusCode(201).extract().path("id");
        execute("""
                UPDATE auth_providers
                SET tested_access_version = access_version, tested_at = now(), test_passed = true
                WHERE tenant_id = ?
                """, tenant.id());
        IntStream.range(0, 3).forEach(i -> connection(UUID.randomUUID(), true, false, 0));

        // When
        Response activated = tenant.asOwner().post(PROVIDERS + "/" + id + "/activate");

        // Then
        activated.then().statusCode(422).body("code", equalTo("auth-provider.limit-reached"));
        execute("UPDATE tenants SET max_integrations = 4 WHERE id = ?", tenant.id());
        tenant.asOwner().post(PROVIDERS + "/" + id + "/activate").then().statusCode(200);
    }

    @Test
    void othersLearnHowManyThereAre() {
        // Given
        String id = create().path("id");
        AuthProvidersChanged created = told(1);

        // When
        tenant.asOwner().delete(PROVIDERS + "/" + id).then().statusCode(204);

        // Then
        assertThat(created).isEqualTo(new AuthProvidersChanged(1, 0));
        assertThat(told(0)).isEqualTo(new AuthProvidersChanged(0, 0));
    }

    private AuthProvidersChanged told(int count) {
        return TestEvents.awaitEvent(
                        "identity",
                        event -> event.key().equals(tenant.id().toString())
                                && event.type().equals(AuthProvidersChanged.TYPE)
                                && event.payload().path("count").asInt() == count)
                .payload(AuthProvidersChanged.class);
    }

    private Response create() {
        return tenant.asOwner()
                .body(Map.of(
                        "name",
                        "Home office",
                        "configuration",
                        Map.of("type", "oidc", "issuer", "https://login.example.com", "clientId", "tentabo")))
                .post(PROVIDERS);
    }

    /** The sync service tells of a connection; returns when this service has heard it. */
    private void connection(UUID id, boolean active, boolean deleted, int version) {
        int heard = heard();
        TestEvents.publish(
                "sync",
                tenant.id(),
                new DomainEvent(
                        "connection",
                        id,
                        ConnectionChanged.TYPE,
                        new ConnectionChanged(
                                id, "CRM", "pipedrive", "Pipedrive", "ACTIVE", active, deleted, version)));
        await(() -> heard() > heard);
    }

    private int heard() {
        return Integer.parseInt(query("SELECT count(*) FROM inbox WHERE tenant_id = ?", tenant.id()));
    }
}
