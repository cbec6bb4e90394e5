package io.tentabo.billing.order;

import static io.tentabo.billing.BillingApi.as;
import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.id;
import static io.tentabo.billing.BillingApi.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.billing.BillingApi;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.CustomerEvent;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class OrderCustomerTest {

    private final BillingApi api = BillingApi.newTenant();
    private final UUID customer = UUID.randomUUID();
    private Map<String, Object> sample;

    @BeforeEach
    void catalog() {
        sample = api.sampleOrder();
    }

    @Test
    void anOrderIsForACustomerOfTheTenant() {
        // Given
        Response early = post(api.owner(), "/orders", orderFor(customer));
        early.then().statusCode(422).body("code", equalTo("order.unknown-customer"));

        // When
        publish(CustomerEvent.CREATED, "ACTIVE", null, 0);

        // Then
        String order = awaitOrder(api.owner());
        get(api.owner(), "/orders/" + order).then().body("customerId", equalTo(customer.toString()));
        BillingApi other = BillingApi.newTenant();
        Map<String, Object> foreign = new HashMap<>(other.sampleOrder());
        foreign.put("customerId", customer);
        post(other.owner(), "/orders", foreign).then().statusCode(422).body("code", equalTo("order.unknown-customer"));
    }

    @Test
    void nothingIsOrderedForACustomerThatIsSuspended() {
        // Given
        publish(CustomerEvent.CREATED, "ACTIVE", null, 0);
        String order = awaitOrder(api.owner());

        // When
        publish(CustomerEvent.STATUS_CHANGED, "SUSPENDED", null, 1);

        // Then
        await(() -> code(post(api.owner(), "/orders", orderFor(customer))).equals("order.customer-not-active"));
        as(api.owner())
                .body(Map.of("poNumber", "PO-1"))
                .patch("/billing/v1/orders/" + order)
                .then()
                .statusCode(200);
    }

    @Test
    void aDraftIsNotSubmittedForACustomerThatIsSuspended() {
        // Given
        publish(CustomerEvent.CREATED, "ACTIVE", null, 0);
        awaitOrder(api.owner());
        Map<String, Object> request = orderFor(customer);
        request.put("draft", true);
        String draft = id(post(api.owner(), "/orders", request));
        publish(CustomerEvent.STATUS_CHANGED, "SUSPENDED", null, 1);
        await(() -> code(post(api.owner(), "/orders", orderFor(customer))).equals("order.customer-not-active"));

        // When
        Response submitted = post(api.owner(), "/orders/" + draft + "/submit", "");

        // Then
        submitted.then().statusCode(422).body("code", equalTo("order.customer-not-active"));
        get(api.owner(), "/orders/" + draft).then().body("status", equalTo("DRAFT"));
    }

    @Test
    void anOrderIsNotSentToACustomerThatIsSuspended() {
        // Given
        publish(CustomerEvent.CREATED, "ACTIVE", null, 0);
        String order = awaitOrder(api.owner());
        publish(CustomerEvent.STATUS_CHANGED, "SUSPENDED", null, 1);
        await(() -> code(post(api.owner(), "/orders", orderFor(customer))).equals("order.customer-not-active"));

        // When
        Response sent = post(api.owner(), "/orders/" + order + "/send", "");

        // Then
        sent.then().statusCode(422).body("code", equalTo("order.customer-not-active"));
        get(api.owner(), "/orders/" + order).then().body("status", equalTo("CREATED"));
    }

    @Test
    void aLateEventDoesNotBringADeletedCustomerBack() {
        // Given
        publish(CustomerEvent.CREATED, "ACTIVE", null, 0);
        awaitOrder(api.owner());

        // When
        publish(CustomerEvent.DELETED, "ACTIVE", null, 0);
        await(() -> code(post(api.owner(), "/orders", orderFor(customer))).equals("order.unknown-customer"));
        publish(CustomerEvent.UPDATED, "ACTIVE", null, 7);
        UUID later = UUID.randomUUID();
        publish(later, CustomerEvent.CREATED, "ACTIVE", null, 0);

        // Then
        await(() -> post(api.owner(), "/orders", orderFor(later)).statusCode() == 201);
        post(api.owner(), "/orders", orderFor(customer)).then().statusCode(422);
    }

    @Test
    void anOrderIsGivenOnlyToAKnownCustomer() {
        // Given
        publish(CustomerEvent.CREATED, "ACTIVE", null, 0);
        String order = awaitOrder(api.owner());

        // When
        Response unknown =
                as(api.owner()).body(Map.of("customerId", UUID.randomUUID())).patch("/billing/v1/orders/" + order);

        // Then
        unknown.then().statusCode(422).body("code", equalTo("order.unknown-customer"));
        as(api.owner())
                .body("{\"customerId\": null}")
                .patch("/billing/v1/orders/" + order)
                .then()
                .statusCode(200)
                .body("customerId", nullValue());
    }

    @Test
    void aPartnerOrdersForItsOwnCustomersOnly() {
        // Given
        UUID partner = UUID.randomUUID();
        publish(CustomerEvent.CREATED, "ACTIVE", partner, 0);
        awaitOrder(api.partner(partner));

        // When
        Response others = post(api.partner(UUID.randomUUID()), "/orders", orderFor(customer));

        // Then
        others.then().statusCode(422).body("code", equalTo("order.unknown-customer"));
    }

    @Test
    void aCustomersOwnPeopleSeeTheirOrdersAndNoOthers() {
        // Given
        publish(CustomerEvent.CREATED, "ACTIVE", null, 0);
        String own = awaitOrder(api.owner());
        String other = id(post(api.owner(), "/orders", sample));
        String portal = portal(customer);

        // When
        Response list = get(portal, "/orders");

        // Then
        list.then().statusCode(200).body("items.id", contains(own));
        get(portal, "/orders/" + own).then().statusCode(200).body("customerId", equalTo(customer.toString()));
        get(portal, "/orders/" + other).then().statusCode(404);
        get(portal(UUID.randomUUID()), "/orders/" + own).then().statusCode(404);
        post(portal, "/orders", orderFor(customer)).then().statusCode(403);
        assertThat(post(portal, "/orders/" + own + "/send", "").statusCode()).isEqualTo(403);
    }

    private String portal(UUID of) {
        return TestTokens.user(api.tenantId).roles("portal_user").customer(of).token();
    }

    private Map<String, Object> orderFor(UUID of) {
        Map<String, Object> order = new HashMap<>(sample);
        order.put("customerId", of);
        return order;
    }

    private String awaitOrder(String token) {
        String[] order = new String[1];
        await(() -> {
            Response response = post(token, "/orders", orderFor(customer));
            order[0] = response.path("id");
            return response.statusCode() == 201;
        });
        return order[0];
    }

    private static String code(Response response) {
        String code = response.path("code");
        return code == null ? "" : code;
    }

    private void publish(String type, String status, @Nullable UUID partner, int version) {
        publish(customer, type, status, partner, version);
    }

    private void publish(UUID of, String type, String status, @Nullable UUID partner, int version) {
        TestEvents.publish(
                "crm",
                api.tenantId,
                new DomainEvent(
                        "customer",
                        of,
                        type,
                        new CustomerEvent(
                                of,
                                "CUS-7KQ2XM",
                                "Downtown Wine",
                                null,
                                status,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                partner,
                                Instant.EPOCH,
                                version)));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting too long").isLessThan(deadline);
        }
    }
}
