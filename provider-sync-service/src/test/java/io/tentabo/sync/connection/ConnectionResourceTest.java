package io.tentabo.sync.connection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.tentabo.kit.crypto.DataKeyRotation;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.Ids;
import io.tentabo.model.event.AuthProvidersChanged;
import io.tentabo.model.event.ConnectionChanged;
import io.tentabo.model.event.TenantChanged;
import io.tentabo.model.permission.Permissions;
import io.tentabo.sync.Await;
import io.tentabo.sync.SyncedTenant;
import io.tentabo.test.AtOnce;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestTokens;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class ConnectionResourceTest {

    private static final String PATH = "/sync/v1/connections";

    @Inject
    DataKeyRotation dataKeyRotation;

    @Test
    void credentialsAreNeverShownAgain() throws SQLException {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            String created = tenant.asOwner()
                    .body(tenant.newConnection())
                    .post(PATH)
                    .then()
                    .statusCode(201)
                    .header("ETag", notNullValue())
                    .extract()
                    .asString();
            UUID id = UUID.fromString(
                    io.restassured.path.json.JsonPath.from(created).getString("id"));

            // When
            tenant.connectionAction(id, "test").statusCode(200).body("passed", equalTo(true));
            tenant.connectionAction(id, "activate").statusCode(200);
            String shown = tenant.asOwner().get(PATH + "/" + id).asString()
                    + tenant.asOwner().get(PATH).asString();

            // Then
            assertThat(created + shown).doesNotContain(SyncedTenant.API_TOKEN);
            assertThat(everythingStoredOf(tenant.id())).doesNotContain(SyncedTenant.API_TOKEN);
            assertThat(TestEvents.awaitEvent("sync", id, ConnectionChanged.TYPE)
                            .payload()
                            .toString())
                    .doesNotContain(SyncedTenant.API_TOKEN);
        }
    }

    @Test
    void credentialsFollowToTheTenantsNextDataKey() throws SQLException {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID id = UUID.fromString(
                    tenant.asOwner().body(tenant.newConnection()).post(PATH).path("id"));
            TestDatabase.column("""
                    UPDATE tenant_keys SET created_at = now() - interval '366 days'
                    WHERE tenant_id = ?::uuid
                    RETURNING version::text
                    """, tenant.id().toString());

            // When
            dataKeyRotation.rotate().await().atMost(Duration.ofSeconds(20));

            // Then
            assertThat(TestDatabase.column(
                            "SELECT key_version::text FROM provider_credentials WHERE connection_id = ?::uuid",
                            id.toString()))
                    .containsExactly("2");
            tenant.connectionAction(id, "test").statusCode(200).body("passed", equalTo(true));
        }
    }

    @Test
    void activationNeedsAPassedTestOfThePresentAccess() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID id = tenant.createConnection();
            tenant.connectionAction(id, "activate").statusCode(409).body("code", equalTo("connection.not-tested"));
            tenant.connectionAction(id, "test").statusCode(200).body("passed", equalTo(true));

            // When
            tenant.asOwner()
                    .body(Map.of("credentials", Map.of("kind", "API_KEY", "apiKey", "another")))
                    .patch(PATH + "/" + id)
                    .then()
                    .statusCode(200)
                    .body("testedAt", nullValue());

            // Then
            tenant.connectionAction(id, "activate").statusCode(409);
            tenant.connectionAction(id, "test").statusCode(200).body("passed", equalTo(false));
            tenant.connectionAction(id, "activate").statusCode(409);
        }
    }

    @Test
    void anotherAddressNeedsTheCredentialsAgain() {
        try (SyncedTenant tenant = new SyncedTenant();
                SyncedTenant elsewhere = new SyncedTenant()) {
            // Given
            UUID id = tenant.createConnection();
            Map<String, Object> move =
                    new HashMap<>(Map.of("baseUrl", elsewhere.pipedrive().baseUrl()));

            // When
            tenant.asOwner()
                    .body(move)
                    .patch(PATH + "/" + id)
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("connection.credentials-required"));

            // Then
            tenant.connectionAction(id, "test").statusCode(200);
            assertThat(elsewhere.pipedrive().requests()).isEmpty();
            move.put("credentials", Map.of("kind", "API_KEY", "apiKey", SyncedTenant.API_TOKEN));
            tenant.asOwner().body(move).patch(PATH + "/" + id).then().statusCode(200);
        }
    }

    @Test
    void oneConnectionOfATypeIsActiveHoweverManyTryAtOnce() throws Exception {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            List<UUID> connections = IntStream.range(0, 4)
                    .mapToObj(i -> tenant.createConnection())
                    .peek(id -> tenant.connectionAction(id, "test").statusCode(200))
                    .toList();

            // When
            List<Integer> answers = AtOnce.run(connections.stream()
                    .<Supplier<Integer>>map(id -> () ->
                            tenant.connectionAction(id, "activate").extract().statusCode())
                    .toList());

            // Then
            assertThat(answers).containsExactlyInAnyOrder(200, 409, 409, 409);
            assertThat(tenant.list(PATH + "?active=true")).hasSize(1);
        }
    }

    @Test
    void thePlanBoundsConnectionsHoweverManyAreCreatedAtOnce() throws Exception {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            TestEvents.publish(
                    "identity",
                    tenant.id(),
                    new DomainEvent(
                            "tenant",
                            tenant.id(),
                            TenantChanged.TYPE,
                            new TenantChanged(
                                    tenant.id(), "Small", "small", "ACTIVE", "EUR", "Europe/Paris", "fr", 10, 2)));
            Await.until("the limit is known", () -> limitOf(tenant.id()) == 2);

            // When
            List<Integer> answers = AtOnce.run(IntStream.range(0, 5)
                    .<Supplier<Integer>>mapToObj(i -> () -> tenant.asOwner()
                            .body(tenant.newConnection())
                            .post(PATH)
                            .statusCode())
                    .toList());

            // Then
            assertThat(answers).containsExactlyInAnyOrder(201, 201, 422, 422, 422);
        }
    }

    @Test
    void authenticationProvidersTakePlacesOfThePlan() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            tell(
                    tenant,
                    TenantChanged.TYPE,
                    new TenantChanged(tenant.id(), "Small", "small", "ACTIVE", "EUR", "Europe/Paris", "fr", 10, 2));
            tell(tenant, AuthProvidersChanged.TYPE, new AuthProvidersChanged(1, 0));
            Await.until("the limit is known", () -> limitOf(tenant.id()) == 2 && providersOf(tenant.id()) == 1);
            tenant.createConnection();

            // When
            int refused =
                    tenant.asOwner().body(tenant.newConnection()).post(PATH).statusCode();

            // Then
            assertThat(refused).isEqualTo(422);
            tell(tenant, AuthProvidersChanged.TYPE, new AuthProvidersChanged(0, 0));
            Await.until("there is room", () -> providersOf(tenant.id()) == 0);
            tenant.createConnection();
        }
    }

    private static void tell(SyncedTenant tenant, String type, Object payload) {
        TestEvents.publish("identity", tenant.id(), new DomainEvent("tenant", tenant.id(), type, payload));
    }

    @Test
    void anotherTenantSeesAndChangesNothing() {
        try (SyncedTenant tenant = new SyncedTenant();
                SyncedTenant other = new SyncedTenant()) {
            // Given
            UUID id = tenant.createConnection();

            // When
            List<Map<String, Object>> seen = other.list(PATH);

            // Then
            assertThat(seen).isEmpty();
            other.asOwner().get(PATH + "/" + id).then().statusCode(404);
            other.asOwner()
                    .body(Map.of("name", "Mine"))
                    .patch(PATH + "/" + id)
                    .then()
                    .statusCode(404);
            other.connectionAction(id, "test").statusCode(404);
            other.asOwner().delete(PATH + "/" + id).then().statusCode(404);
        }
    }

    @Test
    void aPartnersUserSeesNoConnectionWhateverTheTokenPermits() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID id = tenant.createConnection();
            RequestSpecification partner = given().auth()
                    .oauth2(TestTokens.user(tenant.id())
                            .partner(Ids.next())
                            .permissions(Permissions.PROVIDERS_READ)
                            .token());

            // When
            int status = partner.get(PATH + "/" + id).statusCode();

            // Then
            assertThat(status).isEqualTo(404);
        }
    }

    @Test
    void readingIsNotManaging() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            RequestSpecification reader = given().auth()
                    .oauth2(TestTokens.user(tenant.id())
                            .permissions(Permissions.PROVIDERS_READ)
                            .token())
                    .contentType("application/json");

            // When
            int list = reader.get(PATH).statusCode();
            int create = reader.body(tenant.newConnection()).post(PATH).statusCode();

            // Then
            assertThat(list).isEqualTo(200);
            assertThat(create).isEqualTo(403);
        }
    }

    @Test
    void anEditOfAStaleVersionIsRefused() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID id = tenant.createConnection();
            String etag = tenant.asOwner().get(PATH + "/" + id).header("ETag");
            tenant.asOwner()
                    .header("If-Match", etag)
                    .body(Map.of("name", "First"))
                    .patch(PATH + "/" + id)
                    .then()
                    .statusCode(200);

            // When
            int stale = tenant.asOwner()
                    .header("If-Match", etag)
                    .body(Map.of("name", "Second"))
                    .patch(PATH + "/" + id)
                    .statusCode();

            // Then
            assertThat(stale).isEqualTo(412);
        }
    }

    @Test
    void aRepeatedKeyCreatesOnce() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            Map<String, Object> body = tenant.newConnection();

            // When
            String first = tenant.asOwner()
                    .header("Idempotency-Key", "k1")
                    .body(body)
                    .post(PATH)
                    .asString();
            String second = tenant.asOwner()
                    .header("Idempotency-Key", "k1")
                    .body(body)
                    .post(PATH)
                    .asString();

            // Then
            assertThat(second).isEqualTo(first);
            assertThat(tenant.list(PATH)).hasSize(1);
        }
    }

    private static int limitOf(UUID tenantId) {
        return settingOf(tenantId, "max_integrations");
    }

    private static int providersOf(UUID tenantId) {
        return settingOf(tenantId, "auth_providers");
    }

    private static int settingOf(UUID tenantId, String column) {
        try (Connection database = TestDatabase.superuser();
                PreparedStatement query = database.prepareStatement("SELECT coalesce(max(" + column + "), 0) FROM "
                        + TestDatabase.schema() + ".tenant_settings WHERE tenant_id = ?")) {
            query.setObject(1, tenantId);
            ResultSet rows = query.executeQuery();
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String everythingStoredOf(UUID tenantId) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Connection database = TestDatabase.superuser()) {
            for (String table : List.of("provider_connections", "provider_credentials", "audit_logs", "outbox")) {
                try (PreparedStatement query = database.prepareStatement(
                        "SELECT t::text FROM " + TestDatabase.schema() + "." + table + " t WHERE t.tenant_id = ?")) {
                    query.setObject(1, tenantId);
                    ResultSet rows = query.executeQuery();
                    while (rows.next()) {
                        text.append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        assertThat(text).isNotEmpty();
        return text.toString();
    }
}
