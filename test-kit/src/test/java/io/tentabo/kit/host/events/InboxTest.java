package io.tentabo.kit.host.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.kit.host.Rows;
import io.tentabo.kit.host.events.NoteEvents.NoteWritten;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class InboxTest {

    private static final String NOTES = "SELECT text FROM notes WHERE tenant_id = ? ORDER BY created_at, id";
    private static final String LETTERS = "SELECT status FROM dead_letters WHERE tenant_id = ? ORDER BY seq";

    private final UUID tenant = UUID.randomUUID();
    private final UUID note = UUID.randomUUID();

    @Inject
    NoteEvents consumer;

    @Test
    void anEventTakesEffectOnceHoweverOftenItIsDelivered() {
        // Given
        UUID id = UUID.randomUUID();

        // When
        for (int delivery = 0; delivery < 3; delivery++) {
            TestEvents.publish("other", tenant, id, written("once"));
        }
        TestEvents.publish("other", tenant, written("after"));

        // Then
        Rows.await(texts -> assertThat(texts).containsExactly("once", "after"), NOTES, tenant);
        assertThat(Rows.of("SELECT event_id FROM inbox WHERE tenant_id = ? AND event_id = ?", tenant, id))
                .hasSize(1);
    }

    @Test
    void eventsOfAKeyTakeEffectInOrder() {
        // Given
        List<String> texts =
                IntStream.range(0, 40).mapToObj(number -> "note " + number).toList();

        // When
        texts.forEach(text -> TestEvents.publish("other", tenant, written(text)));

        // Then
        Rows.await(found -> assertThat(found).isEqualTo(texts), NOTES, tenant);
    }

    @Test
    void aFailedAttemptLeavesNothingAndIsRepeated() {
        // Given
        String text = "third time " + note;
        consumer.fail(text, 2);

        // When
        TestEvents.publish("other", tenant, written(text));

        // Then
        Rows.await(texts -> assertThat(texts).containsExactly(text), NOTES, tenant);
        assertThat(Rows.of(LETTERS, tenant)).isEmpty();
    }

    @Test
    void unknownTypesAreSkippedAndUnknownMembersIgnored() {
        // When
        TestEvents.publish("other", tenant, new DomainEvent("note", note, "io.tentabo.other.unheard-of.v1", "x"));
        record NewerNote(String text, int addedLater) {}
        TestEvents.publish("other", tenant, new DomainEvent("note", note, NoteEvents.TYPE, new NewerNote("newer", 1)));

        // Then
        Rows.await(texts -> assertThat(texts).containsExactly("newer"), NOTES, tenant);
        assertThat(Rows.of(LETTERS, tenant)).isEmpty();
    }

    @Test
    void anEventThatKeepsFailingHoldsBackItsKeyAndNoOther() {
        // Given
        String bad = "bad " + note;
        consumer.fail(bad, 100);

        // When
        TestEvents.publish("other", tenant, written(bad));
        TestEvents.publish("other", tenant, written("behind"));
        for (int other = 0; other < 6; other++) {
            TestEvents.publish("other", tenant, written(UUID.randomUUID(), "free"));
        }

        // Then
        Rows.await(found -> assertThat(found).containsExactly("DEAD", "PARKED"), LETTERS, tenant);
        Rows.await(texts -> assertThat(texts).hasSize(6).containsOnly("free"), NOTES, tenant);
        assertThat(Rows.of("SELECT attempts FROM dead_letters WHERE tenant_id = ? ORDER BY seq", tenant))
                .containsExactly("5", "0");
        assertThat(Rows.of("SELECT reason FROM dead_letters WHERE tenant_id = ? ORDER BY seq LIMIT 1", tenant))
                .allSatisfy(reason -> assertThat(reason)
                        .startsWith("IllegalStateException at io.tentabo.kit.host.events.NoteEvents")
                        .doesNotContain("quotes"));
    }

    @Test
    void aDeadEventThatIsDeliveredAgainMakesNoSecondLetter() {
        // Given
        String bad = "bad " + note;
        UUID id = UUID.randomUUID();
        consumer.fail(bad, 100);
        TestEvents.publish("other", tenant, id, written(bad));
        Rows.await(found -> assertThat(found).containsExactly("DEAD"), LETTERS, tenant);

        // When
        TestEvents.publish("other", tenant, id, written(bad));
        TestEvents.publish("other", tenant, written(UUID.randomUUID(), "free"));

        // Then
        Rows.await(texts -> assertThat(texts).containsExactly("free"), NOTES, tenant);
        Rows.await(found -> assertThat(found).containsOnlyOnce("DEAD"), LETTERS, tenant);
    }

    @Test
    void anOutageOfTheDatabaseMakesNoEventDead() throws InterruptedException {
        // Given
        Rows.of("ALTER ROLE kit_app NOLOGIN");
        Rows.of("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kit_app'");

        // When
        TestEvents.publish("other", tenant, written("patient"));
        Thread.sleep(2_000);
        Rows.of("ALTER ROLE kit_app LOGIN");

        // Then
        Rows.await(texts -> assertThat(texts).containsExactly("patient"), NOTES, tenant);
        assertThat(Rows.of(LETTERS, tenant)).isEmpty();
    }

    private DomainEvent written(String text) {
        return written(note, text);
    }

    private static DomainEvent written(UUID note, String text) {
        return new DomainEvent("note", note, NoteEvents.TYPE, new NoteWritten(text));
    }
}
