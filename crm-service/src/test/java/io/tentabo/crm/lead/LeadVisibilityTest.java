package io.tentabo.crm.lead;

import static io.tentabo.crm.Crm.as;
import static io.tentabo.crm.Crm.distributorUser;
import static io.tentabo.crm.Crm.leadsOf;
import static io.tentabo.crm.Crm.owner;
import static io.tentabo.crm.Crm.partnerUser;
import static io.tentabo.crm.Crm.registerLead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.crm.Crm;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class LeadVisibilityTest {

    private final UUID tenant = UUID.randomUUID();
    private final UUID partner = UUID.randomUUID();
    private final UUID otherPartner = UUID.randomUUID();
    private final UUID distributor = UUID.randomUUID();

    @Test
    void anotherTenantsLeadDoesNotExist() {
        // Given
        UUID lead = registerLead(owner(tenant), "Acme storage");
        TestTokens stranger = owner(UUID.randomUUID());

        // When, Then
        refusesEverything(stranger, lead);
        assertThat(leadsOf(stranger, Map.of())).isEmpty();
        assertThat(leadsOf(stranger, Map.of("q", "acme"))).isEmpty();
    }

    @Test
    void aPartnerNeverSeesAnotherPartnersLead() {
        // Given
        UUID lead = registerLead(partnerUser(tenant, partner), "Acme storage");
        TestTokens stranger = partnerUser(tenant, otherPartner).permissions("leads.delete");

        // When, Then
        refusesEverything(stranger, lead);
        assertThat(leadsOf(stranger, Map.of())).isEmpty();
        assertThat(leadsOf(stranger, Map.of("partnerId", partner))).isEmpty();
        assertThat(leadsOf(stranger, Map.of("q", "acme"))).isEmpty();
        assertThat(leadsOf(partnerUser(tenant, partner), Map.of("q", "acme"))).containsExactly(lead);
    }

    @Test
    void aPartnersLeadIsItsPartnersWhateverItSays() {
        // Given
        TestTokens user = partnerUser(tenant, partner);

        // When
        UUID lead = registerLead(user, "Mine", Map.of("partnerId", otherPartner, "distributorId", distributor));

        // Then
        as(user).get("/crm/v1/leads/" + lead)
                .then()
                .body("partnerId", equalTo(partner.toString()))
                .body("distributorId", equalTo(null));
    }

    @Test
    void aPartnerHandsItsLeadToNoOtherPartner() {
        // Given
        TestTokens user = partnerUser(tenant, partner);
        UUID lead = registerLead(user, "Mine");

        // When
        Response response =
                as(user).body(Map.of("partnerId", otherPartner.toString())).patch("/crm/v1/leads/" + lead);

        // Then
        response.then().statusCode(403).body("code", equalTo("lead.channel-not-allowed"));
    }

    @Test
    void aMemberSeesAndKeepsOnlyItsOwnLeads() {
        // Given
        TestTokens member = TestTokens.user(tenant, UUID.randomUUID()).roles("member");
        UUID own = registerLead(member, "Own");
        UUID foreign = registerLead(owner(tenant), "Foreign");

        // When
        Response handedOver =
                as(member).body(Map.of("ownerId", UUID.randomUUID().toString())).patch("/crm/v1/leads/" + own);

        // Then
        handedOver.then().statusCode(403).body("code", equalTo("lead.reassignment-not-allowed"));
        assertThat(leadsOf(member, Map.of())).containsExactly(own);
        refusesEverything(member.permissions("leads.delete", "activities.delete"), foreign);
    }

    @Test
    void aDistributorWorksItsOwnAndItsPartnersLeadsWhileTheyAreLinked() {
        // Given
        TestTokens user = distributorUser(tenant, distributor);
        UUID own = registerLead(user, "Own");
        UUID attached = registerLead(partnerUser(tenant, partner), "Acme of partner");
        UUID foreign = registerLead(partnerUser(tenant, otherPartner), "Acme of other");
        refusesEverything(user, attached);
        Crm.link(tenant, distributor, partner, true, 1);
        Crm.await("the link shows the lead", () -> leadsOf(user, Map.of()).contains(attached));

        // When
        Response edit = as(user).body(Map.of("title", "Acme, edited")).patch("/crm/v1/leads/" + attached);

        // Then
        edit.then().statusCode(200);
        assertThat(leadsOf(user, Map.of())).containsExactly(attached, own);
        assertThat(leadsOf(user, Map.of("q", "acme"))).containsExactly(attached);
        refusesEverything(user, foreign);
    }

    @Test
    void aRemovedLinkTakesVisibilityAwayWithinASecond() {
        // Given
        TestTokens user = distributorUser(tenant, distributor);
        UUID attached = registerLead(partnerUser(tenant, partner), "Of partner");
        Crm.link(tenant, distributor, partner, true, 1);
        Crm.await("the link shows the lead", () -> leadsOf(user, Map.of()).contains(attached));

        // When
        Instant removed = Instant.now();
        Crm.link(tenant, distributor, partner, false, 2);
        Crm.await("the lead is gone", () -> leadsOf(user, Map.of()).isEmpty());
        Duration took = Duration.between(removed, Instant.now());

        // Then
        assertThat(took).isLessThan(Duration.ofSeconds(1));
        refusesEverything(user, attached);
        Crm.link(tenant, distributor, partner, true, 1);
        Crm.user(tenant, UUID.randomUUID(), "ACTIVE", 1);
        assertThat(leadsOf(user, Map.of())).isEmpty();
    }

    @Test
    void aDistributorRegistersForAttachedPartnersOnly() {
        // Given
        TestTokens user = distributorUser(tenant, distributor);

        // When
        Response response = as(user).body(
                        Map.of("title", "For a stranger", "currency", "EUR", "partnerId", partner.toString()))
                .post("/crm/v1/leads");

        // Then
        response.then().statusCode(422).body("code", equalTo("lead.partner-not-attached"));
    }

    private static void refusesEverything(TestTokens user, UUID lead) {
        String path = "/crm/v1/leads/" + lead;
        as(user).get(path).then().statusCode(404).body("code", equalTo("not-found"));
        as(user).get(path + "/history").then().statusCode(404);
        as(user).get(path + "/notes").then().statusCode(404);
        as(user).get(path + "/activities").then().statusCode(404);
        as(user).body(Map.of("title", "Stolen")).patch(path).then().statusCode(404);
        as(user).body(Map.of("status", "CONTACTED"))
                .post(path + "/status")
                .then()
                .statusCode(404);
        as(user).body(Map.of("content", "Hello")).post(path + "/notes").then().statusCode(404);
        as(user).body(Map.of("type", "CALL", "title", "Call"))
                .post(path + "/activities")
                .then()
                .statusCode(404);
    }
}
