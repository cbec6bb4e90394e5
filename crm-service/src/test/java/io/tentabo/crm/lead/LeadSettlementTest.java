package io.tentabo.crm.lead;

import static io.tentabo.crm.Crm.as;
import static io.tentabo.crm.Crm.distributorUser;
import static io.tentabo.crm.Crm.owner;
import static io.tentabo.crm.Crm.partnerUser;
import static io.tentabo.crm.Crm.registerLead;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.crm.integration.billing.BillingStandIn;
import io.tentabo.crm.integration.billing.BillingStandIn.Behaviour;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import io.tentabo.test.TestTokens;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a lead whose conversion nobody brought to its end, when something else is wanted of it. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
@QuarkusTestResource(BillingStandIn.class)
class LeadSettlementTest {

    private static final Map<String, String> LOST = Map.of("status", "LOST", "reason", "Backed out");

    BillingStandIn billing;

    private final UUID tenant = UUID.randomUUID();
    private final UUID partner = UUID.randomUUID();
    private final UUID beginner = UUID.randomUUID();
    private final TestTokens owner = owner(tenant);

    @BeforeEach
    void billingWorks() {
        billing.behave(Behaviour.NORMAL);
    }

    @Test
    void withoutAnOrderTheLeadIsFreeAgain() throws SQLException {
        // Given
        UUID lost = abandoned(registerLead(owner, "200 seats"));
        UUID deleted = abandoned(registerLead(owner, "300 seats"));
        UUID handedOver = abandoned(registerLead(owner, "400 seats", Map.of("partnerId", partner)));

        // When
        Response loss = lose(owner, lost);
        Response deletion = as(owner).header("If-Match", "\"v0\"").delete("/crm/v1/leads/" + deleted);
        Response handover =
                as(owner).body(Map.of("partnerId", UUID.randomUUID())).patch("/crm/v1/leads/" + handedOver);

        // Then
        loss.then().statusCode(200).body("status", equalTo("LOST")).body("converting", equalTo(false));
        deletion.then().statusCode(204);
        handover.then().statusCode(200).body("converting", equalTo(false));
    }

    @Test
    void withAnOrderTheLeadIsWonAndNothingElse() throws SQLException {
        // Given
        UUID lost = abandoned(registerLead(owner, "200 seats"));
        UUID deleted = abandoned(registerLead(owner, "300 seats"));
        UUID order = billing.placeDirectly(lost, null);
        billing.placeDirectly(deleted, null);

        // When
        Response loss = lose(owner, lost);
        Response deletion = as(owner).delete("/crm/v1/leads/" + deleted);

        // Then
        loss.then().statusCode(409).body("code", equalTo("lead.converted")).body("orderId", equalTo(order.toString()));
        deletion.then().statusCode(409).body("code", equalTo("lead.converted"));
        as(owner).get("/crm/v1/leads/" + deleted).then().body("status", equalTo("WON"));
        as(owner)
                .get("/crm/v1/leads/" + lost + "/history")
                .then()
                .body("items[0].newStatus", equalTo("WON"))
                .body("items[0].changedBy", equalTo(beginner.toString()));
    }

    @Test
    void aDraftKeepsNoLeadFromAnything() throws SQLException {
        // Given
        UUID lead = abandoned(registerLead(owner, "200 seats"));
        billing.draft(lead, null);

        // When
        Response loss = lose(owner, lead);

        // Then
        loss.then().statusCode(200).body("status", equalTo("LOST"));
    }

    @Test
    void whileBillingCannotBeAskedTheLeadWaits() throws SQLException {
        // Given
        UUID lead = abandoned(registerLead(owner, "200 seats"));
        billing.behave(Behaviour.DOWN);

        // When
        Response refused = lose(owner, lead);
        billing.behave(Behaviour.NORMAL);
        Response repeated = lose(owner, lead);

        // Then
        refused.then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("billing.unavailable"));
        repeated.then().statusCode(200);
    }

    @Test
    void whoWouldNotBeShownTheOrderSettlesNothing() throws SQLException {
        // Given
        UUID user = UUID.randomUUID();
        TestTokens member = TestTokens.user(tenant, user).roles("member");
        UUID distributor = UUID.randomUUID();
        UUID anothers = abandoned(registerLead(member, "200 seats"));
        UUID released =
                abandoned(registerLead(owner, "300 seats", Map.of("partnerId", partner, "distributorId", distributor)));
        UUID own = abandoned(registerLead(member, "400 seats"), user);

        // When
        Response ofAnothers = lose(member, anothers);
        Response ofReleased = lose(distributorUser(tenant, distributor), released);
        Response withoutPermission = lose(TestTokens.user(tenant).permissions("leads.read", "leads.write"), anothers);
        Response ofOwn = lose(member, own);
        Response ofPartner = lose(partnerUser(tenant, partner), released);

        // Then
        ofAnothers.then().statusCode(409).body("code", equalTo("lead.converting"));
        ofReleased.then().statusCode(409).body("code", equalTo("lead.converting"));
        withoutPermission.then().statusCode(409).body("code", equalTo("lead.converting"));
        ofOwn.then().statusCode(200);
        ofPartner.then().statusCode(200);
    }

    private static Response lose(TestTokens user, UUID lead) {
        return as(user).body(LOST).post("/crm/v1/leads/" + lead + "/status");
    }

    private UUID abandoned(UUID lead) throws SQLException {
        return abandoned(lead, beginner);
    }

    private static UUID abandoned(UUID lead, UUID begunBy) throws SQLException {
        try (var connection = TestDatabase.superuser();
                var statement = connection.createStatement()) {
            statement.execute("""
                    UPDATE leads
                    SET conversion_started_at = now() - interval '2 minutes', conversion_started_by = '%s'
                    WHERE id = '%s'
                    """.formatted(begunBy, lead));
        }
        return lead;
    }
}
