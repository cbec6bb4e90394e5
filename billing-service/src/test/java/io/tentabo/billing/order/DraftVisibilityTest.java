package io.tentabo.billing.order;

import static io.tentabo.billing.BillingApi.as;
import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.id;
import static io.tentabo.billing.BillingApi.post;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.billing.BillingApi;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class DraftVisibilityTest {

    private final BillingApi api = BillingApi.newTenant();
    private final UUID partnerId = UUID.randomUUID();
    private final UUID distributorId = UUID.randomUUID();
    private final String partner = api.partner(partnerId);
    private final String distributor = api.distributor(distributorId);
    private UUID customerId;
    private String customer;

    @BeforeEach
    void aCustomer() {
        customerId = api.customer();
        customer = TestTokens.user(api.tenantId)
                .roles("portal_user")
                .customer(customerId)
                .token();
    }

    @Test
    void aDraftOfTheStaffIsHiddenFromThoseItIsForUntilItIsSubmitted() {
        // Given
        String draft = draftOfTheStaff();

        // When / Then
        for (String token : List.of(partner, distributor, customer)) {
            get(token, "/orders").then().body("items", empty());
            get(token, "/orders/" + draft).then().statusCode(404);
            get(token, "/orders/" + draft + "/items").then().statusCode(404);
        }
        get(partner, "/orders/" + draft + "/history").then().statusCode(404);

        // When
        post(api.owner(), "/orders/" + draft + "/submit", "").then().statusCode(200);

        // Then
        for (String token : List.of(partner, distributor, customer)) {
            get(token, "/orders").then().body("items.id", contains(draft));
        }
    }

    @Test
    void aDraftOfTheStaffIsNotCompletedBySomeoneElse() {
        // Given
        String draft = draftOfTheStaff();
        String item = get(api.owner(), "/orders/" + draft).path("items[0].id");

        // When / Then
        as(partner)
                .delete("/billing/v1/orders/" + draft + "/items/" + item)
                .then()
                .statusCode(404);
        post(partner, "/orders/" + draft + "/reprice", "").then().statusCode(404);
        post(partner, "/orders/" + draft + "/submit", "").then().statusCode(404);
        post(partner, "/orders/" + draft + "/send", "").then().statusCode(404);
        get(api.owner(), "/orders/" + draft).then().body("status", equalTo("DRAFT"));
    }

    @Test
    void aDraftOfTheStaffThatIsCancelledStaysTheirs() {
        // Given
        String draft = draftOfTheStaff();

        // When
        post(api.owner(), "/orders/" + draft + "/cancel", Map.of("reason", "Too dear"))
                .then()
                .statusCode(200);

        // Then
        get(partner, "/orders/" + draft).then().statusCode(404);
        get(customer, "/orders/" + draft).then().statusCode(404);
    }

    @Test
    void aPartnersDraftIsTheirsToComplete() {
        // Given
        Map<String, Object> request = new HashMap<>(api.sampleOrder());
        request.put("draft", true);
        String draft = id(post(partner, "/orders", request));
        get(api.owner(), "/orders").then().body("items.id", contains(draft));

        // When
        var submitted = post(partner, "/orders/" + draft + "/submit", "");

        // Then
        submitted.then().statusCode(200).body("status", equalTo("CREATED"));
    }

    @Test
    void aDraftOfTheChannelIsHiddenFromItsCustomerUntilItIsSubmitted() {
        // Given
        Map<String, Object> request = new HashMap<>(api.sampleOrder());
        request.put("draft", true);
        String draft = id(post(partner, "/orders", request));
        as(api.owner())
                .body(Map.of("customerId", customerId))
                .patch("/billing/v1/orders/" + draft)
                .then()
                .statusCode(200);
        get(partner, "/orders").then().body("items.id", contains(draft));
        get(customer, "/orders").then().body("items", empty());

        // When
        post(api.owner(), "/orders/" + draft + "/submit", "").then().statusCode(200);

        // Then
        get(customer, "/orders").then().body("items.id", contains(draft));
    }

    private String draftOfTheStaff() {
        Map<String, Object> request = new HashMap<>(api.sampleOrder());
        request.put("draft", true);
        request.put("partnerId", partnerId);
        request.put("distributorId", distributorId);
        request.put("customerId", customerId);
        return id(post(api.owner(), "/orders", request));
    }
}
