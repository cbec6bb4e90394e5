package io.tentabo.billing.quote;

import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.line;
import static io.tentabo.billing.BillingApi.post;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tentabo.billing.BillingApi;
import io.tentabo.test.TentaboInfrastructure;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class PriceQuoteTest {

    private final BillingApi api = BillingApi.newTenant();

    @Test
    void aQuoteExplainsEveryAmountAndChangesNothing() {
        // Given
        String duration = api.duration(24, "10");
        List<Map<String, Object>> items = List.of(
                line(api.sampleProduct("VOLUME", "EUR"), duration, 20),
                line(api.sampleProduct("GRADUATED", "EUR"), duration, 20));

        // When / Then
        post(api.partner(UUID.randomUUID()), "/price-quotes", Map.of("currency", "EUR", "items", items))
                .then()
                .statusCode(200)
                .body("totalAmount", equalTo("7668.00"))
                .body("items.netPerPeriod", contains("153.00", "166.50"))
                .body("items.total", contains("3672.00", "3996.00"))
                .body("items[0].pricingExplanation.period", equalTo("MONTH"))
                .body("items[0].pricingExplanation.steps[0].minQuantity", equalTo(11))
                .body("items[0].pricingExplanation.steps[0].maxQuantity", equalTo(50))
                .body("items[1].pricingExplanation.steps.amount", contains("100.0000", "85.0000", "-18.50", "3996.00"));
        get(api.owner(), "/orders").then().body("items", hasSize(0));
    }

    @Test
    void amountsHaveTheDecimalsOfTheirCurrency() {
        // Given
        String product = api.sampleProduct("VOLUME", "JPY");
        api.tier(product, "KWD", "MONTH", 0, null, "1.2345");
        String duration = api.duration(1, "0");

        // When / Then
        post(api.owner(), "/price-quotes", Map.of("currency", "JPY", "items", List.of(line(product, duration, 51))))
                .then()
                .body("totalAmount", equalTo("370"));
        post(api.owner(), "/price-quotes", Map.of("currency", "KWD", "items", List.of(line(product, duration, 7))))
                .then()
                .body("totalAmount", equalTo("8.642"));
    }

    @Test
    void whatHasNoPriceIsSaidPlainly() {
        // Given
        String yearly = api.product("VOLUME");
        api.tier(yearly, "EUR", "YEAR", 0, 10, "100");
        String eighteen = api.duration(18, "0");

        // When / Then
        quote("EUR", yearly, eighteen, 1).statusCode(422).body("code", equalTo("pricing.needs-whole-years"));
        quote("USD", yearly, eighteen, 1).statusCode(422).body("code", equalTo("pricing.no-price"));
        quote("EUR", yearly, api.duration(12, "0"), 11).statusCode(422).body("code", equalTo("pricing.no-tier"));
        quote("EUR", yearly, UUID.randomUUID().toString(), 1)
                .statusCode(422)
                .body("code", equalTo("pricing.unknown-duration"));
    }

    private ValidatableResponse quote(String currency, String product, String duration, int quantity) {
        return post(
                        api.owner(),
                        "/price-quotes",
                        Map.of("currency", currency, "items", List.of(line(product, duration, quantity))))
                .then();
    }
}
