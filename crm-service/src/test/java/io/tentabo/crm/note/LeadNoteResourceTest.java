package io.tentabo.crm.note;

import static io.tentabo.crm.Crm.as;
import static io.tentabo.crm.Crm.owner;
import static io.tentabo.crm.Crm.partnerUser;
import static io.tentabo.crm.Crm.registerLead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.kit.outbox.CloudEvent;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.model.event.NoteEvent;
import io.tentabo.model.permission.SystemRole;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestEvents.Published;
import io.tentabo.test.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class LeadNoteResourceTest {

    private final UUID tenant = UUID.randomUUID();
    private final TestTokens staff = owner(tenant);
    private final TestTokens partner = partnerUser(tenant, UUID.randomUUID());

    @Test
    void internalNotesStayWithTheStaff() {
        // Given
        UUID lead = registerLead(partner, "200 seats");
        UUID internal = write(staff, lead, "Weak buyer", true);
        UUID shared = write(staff, lead, "Wants two stages", false);

        // When
        Response list = as(partner).get(notes(lead));
        Response one = as(partner).get(notes(lead) + "/" + internal);

        // Then
        list.then().statusCode(200).body("items.id", contains(shared.toString()));
        one.then().statusCode(404);
        as(staff).get(notes(lead)).then().body("items.id", contains(shared.toString(), internal.toString()));
    }

    @Test
    void theChannelWritesNoInternalNotesAndChangesOnlyItsOwn() {
        // Given
        UUID lead = registerLead(partner, "200 seats");
        UUID own = write(partner, lead, "Ours", false);
        UUID theirs = write(staff, lead, "Theirs", false);

        // When
        Response internal =
                as(partner).body(Map.of("content", "Hidden", "internal", true)).post(notes(lead));
        Response hidden = as(partner).body(Map.of("internal", true)).patch(notes(lead) + "/" + own);
        Response foreign = as(partner).delete(notes(lead) + "/" + theirs);

        // Then
        internal.then().statusCode(403).body("code", equalTo("note.internal-not-allowed"));
        hidden.then().statusCode(403);
        foreign.then().statusCode(403).body("code", equalTo("note.not-the-author"));
        as(partner)
                .header("If-Match", "\"v0\"")
                .body(Map.of("content", "Ours, edited"))
                .patch(notes(lead) + "/" + own)
                .then()
                .statusCode(200)
                .body("content", equalTo("Ours, edited"));
        as(partner)
                .header("If-Match", "\"v0\"")
                .delete(notes(lead) + "/" + own)
                .then()
                .statusCode(412);
        as(partner).delete(notes(lead) + "/" + own).then().statusCode(204);
    }

    @Test
    void aNoteIsFoundUnderItsOwnLeadOnly() {
        // Given
        UUID lead = registerLead(staff, "200 seats");
        UUID other = registerLead(staff, "Other");
        UUID note = write(staff, lead, "Called", false);

        // When
        Response response = as(staff).get(notes(other) + "/" + note);

        // Then
        response.then().statusCode(404);
        as(staff)
                .body(Map.of("content", "x"))
                .patch(notes(other) + "/" + note)
                .then()
                .statusCode(404);
    }

    @Test
    void whoMayNotDeleteLeadsDeletesNoNoteOfAnother() {
        // Given
        TestTokens owner = TestTokens.user(tenant, UUID.randomUUID()).owner();
        TestTokens restricted = TestTokens.holderOf(SystemRole.RESTRICTED_ADMIN, tenant);
        UUID lead = registerLead(owner, "200 seats");
        UUID others = write(owner, lead, "Weak buyer", true);
        UUID own = write(restricted, lead, "Called twice", true);

        // When
        Response refused = as(restricted).delete(notes(lead) + "/" + others);

        // Then
        refused.then().statusCode(403).body("code", equalTo("note.not-the-author"));
        as(restricted).delete(notes(lead) + "/" + own).then().statusCode(204);
        as(owner).get(notes(lead) + "/" + others).then().statusCode(200);
    }

    @Test
    void aNotesEventsComeInOrderWithItsLeadsAndWithoutItsText() {
        // Given
        UUID author = UUID.randomUUID();
        TestTokens owner = TestTokens.user(tenant, author).owner();
        UUID lead = registerLead(owner, "200 seats");

        // When
        UUID note = write(owner, lead, "Weak buyer", true);
        as(owner)
                .body(Map.of("content", "Pays late", "internal", false))
                .patch(notes(lead) + "/" + note)
                .then()
                .statusCode(200);
        as(owner).delete(notes(lead) + "/" + note).then().statusCode(204);

        // Then
        Published deleted = TestEvents.awaitEvent("crm", lead, NoteEvent.LEAD_NOTE_DELETED);
        NoteEvent last = deleted.payload(NoteEvent.class);
        assertThat(last).isEqualTo(new NoteEvent(note, "LEAD", lead, false, author, last.changedAt(), 1));
        assertThat(deleted.headers()).containsEntry(CloudEvent.ACTOR_ID, author.toString());
        List<Published> events = TestEvents.eventsOf("crm", lead, Duration.ofMillis(500));
        assertThat(events)
                .extracting(Published::type)
                .containsExactly(
                        LeadEvent.CREATED,
                        NoteEvent.LEAD_NOTE_CREATED,
                        NoteEvent.LEAD_NOTE_UPDATED,
                        NoteEvent.LEAD_NOTE_DELETED);
        assertThat(events.get(1).payload(NoteEvent.class).internal()).isTrue();
        assertThat(events)
                .extracting(event -> event.payload().toString())
                .noneMatch(payload -> payload.contains("Weak buyer") || payload.contains("Pays late"));
    }

    private static UUID write(TestTokens user, UUID lead, String content, boolean internal) {
        return as(user).body(Map.of("content", content, "internal", internal))
                .post(notes(lead))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getUUID("id");
    }

    private static String notes(UUID lead) {
        return "/crm/v1/leads/" + lead + "/notes";
    }
}
