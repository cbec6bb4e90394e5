package io.tentabo.kit.host.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import io.tentabo.test.TestTokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trail is read from any position on, also from that of another service's record. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class AuditPositionQueryTest {

    private static final Instant NOON = Instant.now().truncatedTo(ChronoUnit.MICROS);

    private final UUID tenant = UUID.randomUUID();
    /** Three records of one moment, then one a microsecond later; in the order of the trail. */
    private final List<String> ids = new ArrayList<>();

    @BeforeEach
    void writeRecords() throws SQLException {
        for (int i = 1; i <= 4; i++) {
            UUID id = new UUID(0x019A_0000_0000_7000L, 0x8000_0000_0000_0000L | i);
            ids.add(id.toString());
            insert(id, i < 4 ? NOON : NOON.plus(1, ChronoUnit.MICROS));
        }
    }

    @Test
    void recordsAtThePositionsTimeAreDividedByTheirIds() {
        assertThat(read("before", NOON, ids.get(2))).containsExactly(ids.get(1), ids.get(0));
        assertThat(read("after", NOON, ids.get(1))).containsExactly(ids.get(3), ids.get(2));
        assertThat(read("before", NOON, ids.get(0))).isEmpty();
        assertThat(read("before", NOON.plusSeconds(1), ids.get(0))).hasSize(4);
    }

    @Test
    void thePositionMayBeThatOfARecordElsewhere() {
        // Given
        String between = new UUID(0x019A_0000_0000_7000L, 0x8000_0000_0000_0002L + (1L << 40)).toString();

        // Then
        assertThat(read("before", NOON, between)).containsExactly(ids.get(2), ids.get(1), ids.get(0));
        assertThat(read("after", NOON, between)).containsExactly(ids.get(3));
    }

    @Test
    void aTrailThatStartsAtAPositionIsPagedLikeAnyOther() {
        // Given
        String below = "/kit/v1/audit?limit=1&before=" + NOON + "," + ids.get(2);

        // When
        String cursor =
                get(below).body("items[0].id", equalTo(ids.get(1))).extract().path("nextCursor");

        // Then
        get(below + "&cursor=" + cursor).body("items.id", equalTo(List.of(ids.get(0))));
        given(tenant)
                .get("/kit/v1/audit?limit=1&before=" + NOON + "," + ids.get(1) + "&cursor=" + cursor)
                .then()
                .statusCode(400)
                .body("code", equalTo("paging.invalid-cursor"));
    }

    @Test
    void recordsNameTheirService() {
        get("/kit/v1/audit").body("items.service", everyItem(equalTo("kit")));
    }

    @Test
    void aPositionThatIsNoneIsMalformed() {
        given(tenant)
                .get("/kit/v1/audit?before=yesterday")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed"));
    }

    private List<String> read(String side, Instant time, String id) {
        return get("/kit/v1/audit?" + side + "=" + time + "," + id).extract().path("items.id");
    }

    private ValidatableResponse get(String path) {
        return given(tenant).get(path).then().statusCode(200);
    }

    private static RequestSpecification given(UUID tenant) {
        return RestAssured.given()
                .auth()
                .oauth2(TestTokens.user(tenant).permissions("audit.read").token());
    }

    private void insert(UUID id, Instant time) throws SQLException {
        try (Connection database = TestDatabase.superuser();
                var insert = database.prepareStatement("""
                        INSERT INTO audit_logs (id, tenant_id, created_at, actor_type, action, entity_type, entity_id)
                        VALUES (?, ?, ?, 'SYSTEM', 'x.created', 'x', uuidv7())
                        """)) {
            insert.setObject(1, id);
            insert.setObject(2, tenant);
            insert.setObject(3, time.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }
}
