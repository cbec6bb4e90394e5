package io.tentabo.billing.order;

import static io.tentabo.billing.BillingApi.as;
import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.id;
import static io.tentabo.billing.BillingApi.post;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.billing.BillingApi;
import io.tentabo.test.TentaboInfrastructure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class DraftPricesTest {

    private final BillingApi api = BillingApi.newTenant();
    private String product;
    private String tier;
    private String draft;

    /** Goods at a tier's price of 12.50 and at an agreed one: 221.94 EUR. */
    @BeforeEach
    void aDraft() {
        product = api.product("VOLUME");
        tier = api.tier(product, "EUR", "ONCE", 0, null, "12.5000");
        draft = id(post(
                api.owner(),
                "/orders",
                Map.of(
                        "kind",
                        "WHOLESALE",
                        "draft",
                        true,
                        "currency",
                        "EUR",
                        "items",
                        List.of(
                                Map.of("productId", product, "quantity", 12),
                                Map.of("productId", product, "quantity", 6, "unitPrice", "11.99")))));
    }

    @Test
    void aDraftWhosePricesStandIsSubmitted() {
        // When
        Response submitted = post(api.owner(), "/orders/" + draft + "/submit", "");

        // Then
        submitted.then().statusCode(200).body("status", equalTo("PENDING")).body("totalAmount", equalTo("221.94"));
    }

    @Test
    void aDraftIsNotSubmittedAtAPriceThatHasChanged() {
        // Given
        priceBecomes("13.0000");

        // When
        Response submitted = post(api.owner(), "/orders/" + draft + "/submit", "");

        // Then
        submitted
                .then()
                .statusCode(409)
                .body("code", equalTo("order.prices-changed"))
                .body("detail", containsString("has changed: 1."))
                .body("lines.lineNumber", contains(1))
                .body("lines.total", contains("150.00"))
                .body("lines.presentTotal", contains("156.00"));
        get(api.owner(), "/orders/" + draft)
                .then()
                .body("status", equalTo("DRAFT"))
                .body("totalAmount", equalTo("221.94"));
    }

    @Test
    void presentPricesAreTakenOverAndAgreedOnesStay() {
        // Given
        priceBecomes("13.0000");
        List<String> lines = get(api.owner(), "/orders/" + draft).path("items.id");

        // When
        Response repriced = post(api.owner(), "/orders/" + draft + "/reprice", "");

        // Then
        repriced.then()
                .statusCode(200)
                .header("ETag", equalTo("\"v1\""))
                .body("totalAmount", equalTo("227.94"))
                .body("items.id", equalTo(lines))
                .body("items.total", contains("156.00", "71.94"));
        post(api.owner(), "/orders/" + draft + "/submit", "").then().statusCode(200);
    }

    @Test
    void pricingAnewChangesNothingWherePricesStand() {
        // When
        Response repriced = post(api.owner(), "/orders/" + draft + "/reprice", "");

        // Then
        repriced.then().statusCode(200).header("ETag", equalTo("\"v0\"")).body("totalAmount", equalTo("221.94"));
    }

    @Test
    void pricesOfASentOrderStand() {
        // Given
        post(api.owner(), "/orders/" + draft + "/submit", "").then().statusCode(200);
        post(api.owner(), "/orders/" + draft + "/send", "").then().statusCode(200);
        priceBecomes("13.0000");

        // When
        Response repriced = post(api.owner(), "/orders/" + draft + "/reprice", "");

        // Then
        repriced.then().statusCode(409).body("code", equalTo("order.not-open"));
    }

    @Test
    void aDraftIsNotSubmittedWithAProductThatIsNotSoldAnyMore() {
        // Given
        as(api.owner())
                .body(Map.of("status", "DISCONTINUED"))
                .patch("/billing/v1/products/" + product)
                .then()
                .statusCode(200);

        // When
        Response submitted = post(api.owner(), "/orders/" + draft + "/submit", "");

        // Then
        submitted.then().statusCode(422).body("code", equalTo("pricing.not-for-sale"));
        get(api.owner(), "/orders/" + draft).then().body("status", equalTo("DRAFT"));
    }

    private void priceBecomes(String price) {
        as(api.owner())
                .body(Map.of("currency", "EUR", "period", "ONCE", "minQuantity", 0, "pricePerUnit", price))
                .put("/billing/v1/products/" + product + "/price-tiers/" + tier)
                .then()
                .statusCode(200);
    }
}
