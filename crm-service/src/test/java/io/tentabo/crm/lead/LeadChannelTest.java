package io.tentabo.crm.lead;

import static io.tentabo.crm.Crm.as;
import static io.tentabo.crm.Crm.conversion;
import static io.tentabo.crm.Crm.owner;
import static io.tentabo.crm.Crm.partnerUser;
import static io.tentabo.crm.Crm.registerLead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.crm.Crm;
import io.tentabo.crm.CrmSql;
import io.tentabo.crm.integration.billing.BillingStandIn;
import io.tentabo.crm.integration.billing.BillingStandIn.Behaviour;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.OrderEvent;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestTokens;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose order wins whose lead, and for whom a lead's order is placed. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
@QuarkusTestResource(BillingStandIn.class)
class LeadChannelTest {

    private static final Map<String, Object> ONE_LINE = conversion(20);

    BillingStandIn billing;

    private final UUID tenant = UUID.randomUUID();
    private final UUID partner = UUID.randomUUID();
    private final UUID distributor = UUID.randomUUID();
    private final TestTokens owner = owner(tenant);

    @BeforeEach
    void billingWorks() {
        billing.behave(Behaviour.NORMAL);
    }

    @Test
    void aDistributorsOrderWinsNeitherTheVendorsNorAnotherDistributorsLead() {
        // Given
        UUID vendors = registerLead(owner, "The vendor's");
        UUID anothers = registerLead(owner, "Another's", Map.of("distributorId", UUID.randomUUID()));
        UUID own = registerLead(owner, "Own", Map.of("distributorId", distributor));

        // When
        ordered(vendors, null, distributor);
        ordered(anothers, null, distributor);
        ordered(own, null, distributor);

        // Then
        Crm.await("the distributor's own lead is won", () -> status(own).equals("WON"));
        assertThat(status(vendors)).isEqualTo("NEW");
        assertThat(status(anothers)).isEqualTo("NEW");
    }

    @Test
    void aPartnersOrderWinsItsLeadWhicheverDistributorItNames() {
        // Given
        UUID lead = registerLead(owner, "200 seats", Map.of("partnerId", partner, "distributorId", distributor));

        // When
        ordered(lead, partner, null);

        // Then
        Crm.await("the lead is won", () -> status(lead).equals("WON"));
    }

    @Test
    void anotherDistributorsOrderIsNotTakenForTheLeads() {
        // Given
        UUID lead = registerLead(owner, "200 seats", Map.of("distributorId", distributor));
        billing.placeDirectly(lead, null, UUID.randomUUID());

        // When
        Response response = as(owner).body(ONE_LINE).post(convert(lead));

        // Then
        response.then().statusCode(409).body("code", equalTo("order.lead-already-ordered"));
        assertThat(status(lead)).isEqualTo("NEW");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPartnerNamesTheLeadsDistributorOnlyWhileItIsManagedByIt(boolean isManaged) {
        // Given
        UUID lead = registerLead(owner, "200 seats", Map.of("partnerId", partner, "distributorId", distributor));
        Crm.link(tenant, distributor, partner, isManaged, 1);
        awaitLink();

        // When
        Response response = as(partnerUser(tenant, partner)).body(ONE_LINE).post(convert(lead));

        // Then
        response.then().statusCode(201);
        assertThat(billing.requestsFor(lead).getFirst().body().getString("distributorId"))
                .isEqualTo(isManaged ? distributor.toString() : null);
    }

    @Test
    void theStaffNamesTheLeadsDistributorInAnyCase() {
        // Given
        UUID lead = registerLead(owner, "200 seats", Map.of("partnerId", partner, "distributorId", distributor));

        // When
        as(owner).body(ONE_LINE).post(convert(lead)).then().statusCode(201);

        // Then
        assertThat(billing.requestsFor(lead).getFirst().body().getString("distributorId"))
                .isEqualTo(distributor.toString());
    }

    private void awaitLink() {
        String sql = "SELECT version FROM channel_links WHERE tenant_id = '%s'".formatted(tenant);
        Crm.await("the link is known", () -> {
            try {
                return CrmSql.asSuperuser(sql).equals(List.of("1"));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Of one key, so that the news arrive in this order. */
    private void ordered(UUID lead, @Nullable UUID orderPartner, @Nullable UUID orderDistributor) {
        OrderEvent event = new OrderEvent(
                UUID.randomUUID(),
                "ORD-20270115-ABCDEF",
                "SUBSCRIPTION",
                "CREATED",
                lead,
                orderPartner,
                orderDistributor,
                null,
                null,
                "EUR",
                new BigDecimal("3672.00"),
                Instant.now(),
                0);
        TestEvents.publish("billing", tenant, new DomainEvent("order", tenant, OrderEvent.CREATED, event));
    }

    private String status(UUID lead) {
        return as(owner).get("/crm/v1/leads/" + lead).jsonPath().getString("status");
    }

    private static String convert(UUID lead) {
        return "/crm/v1/leads/" + lead + "/convert";
    }
}
