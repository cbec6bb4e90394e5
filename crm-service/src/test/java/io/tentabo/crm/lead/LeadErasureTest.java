package io.tentabo.crm.lead;

import static io.tentabo.crm.Crm.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tentabo.crm.Crm;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.model.event.PersonJobDone;
import io.tentabo.model.event.PersonJobRequested;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestTokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
@TestProfile(LeadErasureTest.AtOnce.class)
class LeadErasureTest {

    /** Without the wait for what was under way. */
    public static class AtOnce implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tentabo.person-jobs.every", "1s", "tentabo.person-jobs.settling", "PT0S");
        }
    }

    private final UUID tenant = UUID.randomUUID();
    private final TestTokens boss = Crm.owner(tenant);

    @Test
    void aLeadLosesItsErasedContactAndSaysSo() {
        // Given
        UUID lead = Crm.registerLead(
                boss,
                "Call jo.doe@example.com",
                Map.of("contactName", "Jo Doe", "contactEmail", "Jo.Doe@example.com", "contactPhone", "+49 30 1"));
        UUID other = Crm.registerLead(
                boss, "Another deal", Map.of("contactName", "Else", "contactEmail", "else@example.com"));
        TestTokens neighbour = Crm.owner(UUID.randomUUID());
        UUID elsewhere = Crm.registerLead(
                neighbour, "Theirs", Map.of("contactName", "Jo", "contactEmail", "jo.doe@example.com"));
        UUID job = UUID.randomUUID();

        // When
        erase(job, "jo.doe@example.com");

        // Then
        PersonJobDone done =
                TestEvents.awaitEvent("crm", job, PersonJobDone.ERASED).payload(PersonJobDone.class);
        assertThat(done.parts())
                .contains(
                        new PersonJobDone.Part("leads", "contact", 1, "ERASED", null),
                        new PersonJobDone.Part("leads", "mention", 1, "ERASED", null));
        as(boss).get("/crm/v1/leads/{id}", lead)
                .then()
                .statusCode(200)
                .body("contactName", nullValue())
                .body("contactEmail", nullValue())
                .body("contactPhone", nullValue())
                .body("title", equalTo("Call erased-" + job.toString().substring(24) + "@erased.invalid"));
        as(boss).get("/crm/v1/leads/{id}", other).then().body("contactName", equalTo("Else"));
        as(neighbour).get("/crm/v1/leads/{id}", elsewhere).then().body("contactName", equalTo("Jo"));
        TestEvents.awaitEvent(
                "crm",
                event -> event.type().equals(LeadEvent.UPDATED)
                        && event.key().equals(lead.toString())
                        && event.payload(LeadEvent.class).contactEmail() == null
                        && !event.payload(LeadEvent.class).title().contains("jo.doe"));
    }

    private void erase(UUID job, String email) {
        PersonJobRequested request = new PersonJobRequested(
                job, List.of(), "aa", digest(email), InstantSource.system().instant());
        TestEvents.publish("identity", tenant, new DomainEvent("person-job", job, PersonJobRequested.ERASURE, request));
    }

    private static String digest(String email) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) 0xaa);
            return HexFormat.of().formatHex(digest.digest(email.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
