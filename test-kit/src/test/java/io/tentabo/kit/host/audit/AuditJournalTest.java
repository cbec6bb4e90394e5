package io.tentabo.kit.host.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.security.ActorType;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import io.tentabo.test.TestTokens;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class AuditJournalTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Journal journal;

    @Inject
    Transactions transactions;

    @Inject
    CallerContext callers;

    private final UUID tenant = UUID.randomUUID();
    private final UUID user = UUID.randomUUID();
    private final UUID lead = UUID.randomUUID();

    @Test
    void aRecordSaysWhoChangedWhichFieldsFromWhere() {
        // Given
        Caller caller = user(new RequestOrigin("fe80::7%eth0", "curl/8", "request-1"));

        // When
        write(caller, AuditEntry.updated("lead", lead, Map.of("a", 1, "b", 1), Map.of("a", 1, "b", 2)));

        // Then
        get("/kit/v1/audit")
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].action", equalTo("lead.updated"))
                .body("items[0].entityType", equalTo("lead"))
                .body("items[0].entityId", equalTo(lead.toString()))
                .body("items[0].actorType", equalTo("USER"))
                .body("items[0].actorId", equalTo(user.toString()))
                .body("items[0].oldValues", equalTo(Map.of("b", 1)))
                .body("items[0].newValues", equalTo(Map.of("b", 2)))
                .body("items[0].ipAddress", equalTo("fe80::7"))
                .body("items[0].userAgent", equalTo("curl/8"))
                .body("items[0].requestId", equalTo("request-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "_hidden", "example.org"})
    void aChangeDoesNotFailForAnAddressThatIsNone(String address) {
        // When
        write(user(new RequestOrigin(address, null, null)), AuditEntry.created("lead", lead, Map.of()));

        // Then
        get("/kit/v1/audit").body("items", hasSize(1)).body("items[0].ipAddress", nullValue());
    }

    @Test
    void aChangeThatFailsLeavesNeitherRecordNorEvent() throws SQLException {
        // Given
        DomainEvent event = new DomainEvent("lead", lead, "io.tentabo.test.lead.v1", Map.of());

        // When
        assertThatThrownBy(() -> callers.inBackground(
                        Caller.system(tenant),
                        () -> transactions.write(tx -> journal.write(
                                        tx, AuditEntry.created("lead", lead, Map.of()), event)
                                .chain(() -> Uni.createFrom().<Void>failure(new IllegalStateException("rule broken")))))
                .await()
                .atMost(PATIENCE));

        // Then
        try (var database = TestDatabase.superuser();
                var count = database.prepareStatement("""
                        SELECT (SELECT count(*) FROM audit_logs WHERE tenant_id = ?)
                             + (SELECT count(*) FROM outbox WHERE tenant_id = ?)
                        """)) {
            count.setObject(1, tenant);
            count.setObject(2, tenant);
            var rows = count.executeQuery();
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void recordsAreListedNewestFirstPageByPageAndFiltered() {
        // Given
        UUID other = UUID.randomUUID();
        Caller caller = user(RequestOrigin.INTERNAL);
        write(caller, AuditEntry.created("lead", lead, Map.of("n", 1)));
        write(caller, AuditEntry.created("order", other, Map.of("n", 2)));
        write(Caller.system(tenant), AuditEntry.deleted("lead", lead, Map.of("n", 1)));

        // When
        String cursor = get("/kit/v1/audit?limit=2")
                .body("items.action", contains("lead.deleted", "order.created"))
                .extract()
                .path("nextCursor");

        // Then
        get("/kit/v1/audit?limit=2&cursor=" + cursor)
                .body("items.action", contains("lead.created"))
                .body("nextCursor", nullValue());
        get("/kit/v1/audit?entityType=lead").body("items.entityType", contains("lead", "lead"));
        get("/kit/v1/audit?entityId=" + other).body("items.action", contains("order.created"));
        get("/kit/v1/audit?actorId=" + user).body("items.action", contains("order.created", "lead.created"));
        get("/kit/v1/audit?action=lead.deleted").body("items.actorType", contains("SYSTEM"));
        get("/kit/v1/audit?to=2026-01-01T00:00:00Z").body("items", hasSize(0));
        get("/kit/v1/audit?from=2026-01-01T00:00:00Z").body("items", hasSize(3));
    }

    @Test
    void recordsAreSealedSoonAfterTheirCommit() throws InterruptedException {
        // When
        write(Caller.system(tenant), AuditEntry.created("lead", lead, Map.of()));
        AuditFixture.awaitSealed(tenant);

        // Then
        get("/kit/v1/audit").body("items.seq", contains(1)).body("items.hash", everyItem(notNullValue()));
        given().auth()
                .oauth2(auditor())
                .post("/kit/v1/audit/verification")
                .then()
                .statusCode(200)
                .body("intact", equalTo(true))
                .body("verified", equalTo(1));
    }

    @Test
    void nobodySeesTheTrailOfAnotherTenantOrOnlyAPartOfATenant() {
        // Given
        write(Caller.system(tenant), AuditEntry.created("lead", lead, Map.of()));
        String stranger = TestTokens.user(UUID.randomUUID()).owner().token();
        String partner = TestTokens.user(tenant)
                .partner(UUID.randomUUID())
                .permissions("audit.read")
                .token();

        // Then
        for (String token : List.of(stranger, partner)) {
            given().auth()
                    .oauth2(token)
                    .get("/kit/v1/audit")
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(0));
        }
    }

    @Test
    void theTrailNeedsItsPermission() {
        // Given
        String token = TestTokens.user(tenant).permissions("leads.read").token();

        // Then
        given().auth().oauth2(token).get("/kit/v1/audit").then().statusCode(403);
        given().auth().oauth2(token).post("/kit/v1/audit/verification").then().statusCode(403);
        given().get("/kit/v1/audit").then().statusCode(401);
    }

    private void write(Caller caller, AuditEntry entry) {
        callers.inBackground(caller, () -> transactions.write(tx -> journal.write(tx, entry)))
                .await()
                .atMost(PATIENCE);
    }

    private Caller user(RequestOrigin origin) {
        return new Caller(tenant, user, ActorType.USER, RowScope.TENANT, Set.of(), Set.of(), null, null, null, origin);
    }

    private String auditor() {
        return TestTokens.user(tenant).permissions("audit.read").token();
    }

    private ValidatableResponse get(String path) {
        return given().auth().oauth2(auditor()).get(path).then();
    }
}
