package io.tentabo.kit.host.events;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tentabo.kit.host.Rows;
import io.tentabo.kit.host.events.NoteEvents.NoteWritten;
import io.tentabo.kit.outbox.CloudEvent;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestTokens;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class DeadLetterTest {

    private static final String LETTERS = "/kit/v1/dead-letters";
    private static final String STATUS = "SELECT status FROM dead_letters WHERE tenant_id = ? ORDER BY seq";
    private static final String NOTES = "SELECT text FROM notes WHERE tenant_id = ? ORDER BY created_at, id";

    private final UUID tenant = UUID.randomUUID();
    private final UUID note = UUID.randomUUID();
    private final String bad = "bad " + note;

    @Inject
    NoteEvents consumer;

    @Test
    void aReplayLetsTheLettersOfAKeyTakeEffectInOrder() {
        // Given
        String letter = deadLetterWithTwoParkedBehind();
        consumer.fail(bad, 0);

        // When
        var replay = owner().post(LETTERS + "/" + letter + "/replay");

        // Then
        replay.then().statusCode(200).body("replayed", equalTo(3)).body("remaining", equalTo(0));
        assertThat(Rows.of(NOTES, tenant)).containsExactly(bad, "second", "third");
        owner().get(LETTERS + "/" + letter)
                .then()
                .statusCode(200)
                .body("status", equalTo("REPLAYED"))
                .body("replayedAt", notNullValue());
        owner().post(LETTERS + "/" + letter + "/replay")
                .then()
                .statusCode(409)
                .body("code", equalTo("dead-letter.already-replayed"));
    }

    @Test
    void afterAReplayTheKeyFlowsAgain() {
        // Given
        String letter = deadLetterWithTwoParkedBehind();
        consumer.fail(bad, 0);
        owner().post(LETTERS + "/" + letter + "/replay").then().statusCode(200);

        // When
        publish("fourth");

        // Then
        Rows.await(texts -> assertThat(texts).containsExactly(bad, "second", "third", "fourth"), NOTES, tenant);
    }

    @Test
    void aReplayThatFailsStopsAndSaysWhy() {
        // Given
        String letter = deadLetterWithTwoParkedBehind();

        // When
        var replay = owner().post(LETTERS + "/" + letter + "/replay");

        // Then
        replay.then()
                .statusCode(200)
                .body("replayed", equalTo(0))
                .body("remaining", equalTo(3))
                .body("reason", startsWith("IllegalStateException"));
        owner().get(LETTERS + "/" + letter).then().body("attempts", equalTo(6)).body("status", equalTo("DEAD"));
        assertThat(Rows.of(NOTES, tenant)).isEmpty();
    }

    @Test
    void aDiscardedLetterNeverTakesEffectAndThoseBehindItDo() {
        // Given
        String letter = deadLetterWithTwoParkedBehind();
        consumer.fail(bad, 0);

        // When
        var discarded = discard(owner(), letter);

        // Then
        discarded
                .then()
                .statusCode(200)
                .body("status", equalTo("DISCARDED"))
                .body("discardReason", equalTo("Written twice"))
                .body("discardedAt", notNullValue());
        String next = Rows.of(
                        "SELECT id FROM dead_letters WHERE tenant_id = ? AND status = 'PARKED' ORDER BY seq", tenant)
                .getFirst();
        owner().post(LETTERS + "/" + next + "/replay").then().statusCode(200).body("replayed", equalTo(2));
        assertThat(Rows.of(NOTES, tenant)).containsExactly("second", "third");
        owner().post(LETTERS + "/" + letter + "/replay")
                .then()
                .statusCode(409)
                .body("code", equalTo("dead-letter.discarded"));
        discard(owner(), letter).then().statusCode(409);
        discard(owner(), next).then().statusCode(409).body("code", equalTo("dead-letter.already-replayed"));
    }

    @Test
    void whoDiscardsOrReplaysALetterIsOnRecord() {
        // Given
        String letter = deadLetterWithTwoParkedBehind();
        UUID user = UUID.randomUUID();
        String token = TestTokens.user(tenant, user).owner().token();
        given().auth()
                .oauth2(token)
                .post(LETTERS + "/" + letter + "/replay")
                .then()
                .statusCode(200);

        // When
        discard(given().auth().oauth2(token), letter).then().statusCode(200);
        consumer.fail(bad, 0);
        String next = Rows.of(
                        "SELECT id FROM dead_letters WHERE tenant_id = ? AND status = 'PARKED' ORDER BY seq", tenant)
                .getFirst();
        given().auth()
                .oauth2(token)
                .post(LETTERS + "/" + next + "/replay")
                .then()
                .statusCode(200);

        // Then
        assertThat(Rows.of("""
                        SELECT action || ' by ' || actor_id FROM audit_logs
                        WHERE tenant_id = ? AND entity_type = 'dead-letter' ORDER BY created_at, id
                        """, tenant))
                .containsExactly(
                        "dead-letter.replay-failed by " + user,
                        "dead-letter.discarded by " + user,
                        "dead-letter.replayed by " + user,
                        "dead-letter.replayed by " + user);
    }

    @Test
    void aLetterIsDiscardedForAReason() {
        // Given
        String letter = deadLetterWithTwoParkedBehind();

        // When
        var response = owner().contentType("application/json").body("{}").post(LETTERS + "/" + letter + "/discard");

        // Then
        response.then().statusCode(400).body("code", equalTo("validation"));
        owner().get(LETTERS + "/" + letter).then().body("status", equalTo("DEAD"));
    }

    @Test
    void lettersAreListedInPages() {
        // Given
        String letter = deadLetterWithTwoParkedBehind();

        // When
        var page = owner().queryParam("limit", 2).get(LETTERS);

        // Then
        String next = page.then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[0].id", equalTo(letter))
                .body("items[0].payload", nullValue())
                .extract()
                .path("nextCursor");
        owner().queryParam("cursor", next).get(LETTERS).then().statusCode(200).body("items", hasSize(1));
        owner().queryParam("status", "PARKED")
                .get(LETTERS)
                .then()
                .statusCode(200)
                .body("items", hasSize(2));
        owner().get(LETTERS + "/" + letter)
                .then()
                .statusCode(200)
                .body("payload", equalTo("{\"text\":\"" + bad + "\"}"))
                .body("headers.ce_tenantid", equalTo(tenant.toString()));
    }

    @Test
    void anotherTenantNeitherSeesNorTouchesALetter() {
        // Given
        String letter = deadLetterWithTwoParkedBehind();
        String theirs = TestTokens.user(UUID.randomUUID()).owner().token();

        // Then
        given().auth().oauth2(theirs).get(LETTERS).then().statusCode(200).body("items", hasSize(0));
        given().auth().oauth2(theirs).get(LETTERS + "/" + letter).then().statusCode(404);
        given().auth()
                .oauth2(theirs)
                .post(LETTERS + "/" + letter + "/replay")
                .then()
                .statusCode(404);
        discard(given().auth().oauth2(theirs), letter).then().statusCode(404);
    }

    @Test
    void lettersNeedThePermissionToManageEvents() {
        // Given
        String token = TestTokens.user(tenant).roles("member").token();

        // Then
        given().auth().oauth2(token).get(LETTERS).then().statusCode(403);
        given().auth().oauth2(token).get(LETTERS + "/" + note).then().statusCode(403);
        given().auth()
                .oauth2(token)
                .post(LETTERS + "/" + note + "/replay")
                .then()
                .statusCode(403);
        discard(given().auth().oauth2(token), note.toString()).then().statusCode(403);
        given().get(LETTERS).then().statusCode(401);
    }

    @Test
    void anUnreadablePayloadIsDeadAtOnceAndItsReasonQuotesNothing() {
        // Given
        ProducerRecord<String, byte[]> unreadable = record(note, "{\"text\": secret}");
        header(unreadable, CloudEvent.TENANT_ID, tenant.toString());

        // When
        TestEvents.send(unreadable);

        // Then
        Rows.await(found -> assertThat(found).containsExactly("DEAD"), STATUS, tenant);
        assertThat(Rows.of("SELECT reason FROM dead_letters WHERE tenant_id = ?", tenant))
                .containsExactly("The payload is no NoteWritten (line 1, column 10)");
        assertThat(Rows.of("SELECT attempts FROM dead_letters WHERE tenant_id = ?", tenant))
                .containsExactly("1");
    }

    @Test
    void anEventWithoutATenantIsKeptWhereNoTenantSeesIt() {
        // When
        TestEvents.send(record(note, "{\"text\": \"whose?\"}"));

        // Then
        Rows.await(
                reasons -> assertThat(reasons).containsExactly("Header ce_tenantid is missing or unreadable"),
                "SELECT reason FROM dead_letters WHERE tenant_id IS NULL AND record_key = ?",
                note.toString());
        owner().get(LETTERS).then().statusCode(200).body("items", hasSize(0));
    }

    private String deadLetterWithTwoParkedBehind() {
        consumer.fail(bad, 1_000);
        publish(bad);
        publish("second");
        publish("third");
        Rows.await(found -> assertThat(found).containsExactly("DEAD", "PARKED", "PARKED"), STATUS, tenant);
        return Rows.of("SELECT id FROM dead_letters WHERE tenant_id = ? AND status = 'DEAD'", tenant)
                .getFirst();
    }

    private static Response discard(RequestSpecification as, String letter) {
        return as.contentType("application/json")
                .body("{\"reason\": \"Written twice\"}")
                .post(LETTERS + "/" + letter + "/discard");
    }

    private void publish(String text) {
        TestEvents.publish("other", tenant, new DomainEvent("note", note, NoteEvents.TYPE, new NoteWritten(text)));
    }

    private RequestSpecification owner() {
        return given().auth().oauth2(TestTokens.user(tenant).owner().token());
    }

    private static ProducerRecord<String, byte[]> record(UUID key, String payload) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                TestEvents.topicOf("other"), key.toString(), payload.getBytes(StandardCharsets.UTF_8));
        header(record, CloudEvent.ID, UUID.randomUUID().toString());
        header(record, CloudEvent.TYPE, NoteEvents.TYPE);
        header(record, CloudEvent.TIME, "2026-01-01T00:00:00Z");
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
