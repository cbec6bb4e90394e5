package io.tentabo.billing.product;

import static io.tentabo.billing.BillingApi.as;
import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.id;
import static io.tentabo.billing.BillingApi.post;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.billing.BillingApi;
import io.tentabo.test.TentaboInfrastructure;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class CatalogTest {

    private final BillingApi api = BillingApi.newTenant();

    @Test
    void tiersOfOneProductCurrencyAndPeriodNeverOverlap() {
        // Given
        String product = api.sampleProduct("VOLUME", "EUR");

        // When / Then
        api.postTier(product, "EUR", "MONTH", 10, 20, "9")
                .then()
                .statusCode(409)
                .body("code", equalTo("product.tiers-overlap"));
        api.postTier(product, "EUR", "MONTH", 100, null, "5").then().statusCode(409);
        api.postTier(product, "USD", "MONTH", 10, 20, "9").then().statusCode(201);
        api.postTier(product, "EUR", "YEAR", 10, 20, "9").then().statusCode(201);
        api.postTier(product, "EUR", "ONCE", 20, 10, "9").then().statusCode(400);
        get(api.owner(), "/products/" + product + "/price-tiers").then().body("items", hasSize(5));
    }

    @Test
    void aTierCanBeReplacedAndDeleted() {
        // Given
        String product = api.product("VOLUME");
        String tiers = "/billing/v1/products/" + product + "/price-tiers/";
        String first = api.tier(product, "EUR", "MONTH", 0, 10, "10");
        String second = api.tier(product, "EUR", "MONTH", 11, null, "8");
        Map<String, Object> wider =
                Map.of("currency", "EUR", "period", "MONTH", "minQuantity", 0, "maxQuantity", 11, "pricePerUnit", "10");

        // When / Then
        as(api.owner()).body(wider).put(tiers + first).then().statusCode(409);
        as(api.owner()).delete(tiers + second).then().statusCode(204);
        as(api.owner())
                .body(wider)
                .put(tiers + first)
                .then()
                .statusCode(200)
                .body("maxQuantity", equalTo(11))
                .body("pricePerUnit", equalTo("10.0000"));
        as(BillingApi.newTenant().owner()).delete(tiers + first).then().statusCode(404);
    }

    @Test
    void anOrderedProductCanOnlyBeDiscontinued() {
        // Given
        String order = api.placedOrder(api.owner());
        String product = get(api.owner(), "/orders/" + order).path("items[0].productId");
        String unused = api.product("VOLUME");

        // When / Then
        as(api.owner())
                .delete("/billing/v1/products/" + product)
                .then()
                .statusCode(409)
                .body("code", equalTo("product.ordered"));
        as(api.owner()).delete("/billing/v1/products/" + unused).then().statusCode(204);
        as(api.owner())
                .body(Map.of("status", "DISCONTINUED"))
                .patch("/billing/v1/products/" + product)
                .then()
                .statusCode(200)
                .body("status", equalTo("DISCONTINUED"));
        post(api.owner(), "/orders", api.sampleOrderOf(order))
                .then()
                .statusCode(422)
                .body("code", equalTo("pricing.not-for-sale"));
    }

    @Test
    void aProductIsChangedByMergePatchUnderItsVersion() {
        // Given
        String product = id(post(
                api.owner(),
                "/products",
                Map.of("sku", "CAB-19", "name", "Cabernet", "brand", "Well Crafted", "alcoholPercent", "13.5")));
        String path = "/billing/v1/products/" + product;
        String tag = get(api.owner(), "/products/" + product).header("ETag");

        // When
        as(api.owner())
                .contentType("application/merge-patch+json")
                .header("If-Match", tag)
                .body("{\"brand\": null, \"vintage\": 2019}")
                .patch(path)
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("brand", nullValue())
                .body("vintage", equalTo(2019))
                .body("alcoholPercent", equalTo("13.50"));

        // Then
        as(api.owner())
                .header("If-Match", tag)
                .body("{\"vintage\": 2020}")
                .patch(path)
                .then()
                .statusCode(412);
        as(api.owner()).body("{\"colour\": \"red\"}").patch(path).then().statusCode(400);
        as(api.owner()).body("{\"name\": null}").patch(path).then().statusCode(400);
        post(api.owner(), "/products", Map.of("sku", "CAB-19", "name", "Another"))
                .then()
                .statusCode(409)
                .body("code", equalTo("product.sku-taken"));
    }

    @Test
    void productsAreFoundByTheBeginningOfSkuOrName() {
        // Given
        post(api.owner(), "/products", Map.of("sku", "WINE-1", "name", "Chardonnay", "type", "white"));
        post(api.owner(), "/products", Map.of("sku", "WINE-2", "name", "Pinot Noir", "type", "red"));
        post(api.owner(), "/products", Map.of("sku", "PI_100%", "name", "Corkscrew"));

        // When / Then
        get(api.owner(), "/products?q=pi&sort=sku").then().body("items.sku", contains("PI_100%", "WINE-2"));
        get(api.owner(), "/products?q=WINE&type=white").then().body("items.name", contains("Chardonnay"));
        as(api.owner())
                .queryParam("q", "pi_100%")
                .get("/billing/v1/products")
                .then()
                .body("items", hasSize(1));
        get(api.owner(), "/products?q=_").then().body("items", hasSize(0));
        get(api.owner(), "/products?q=noir").then().body("items", hasSize(0));
    }

    @Test
    void listsArePagedByCursor() {
        // Given
        for (int i = 0; i < 3; i++) {
            api.product("VOLUME");
        }

        // When
        String cursor = get(api.owner(), "/products?limit=2")
                .then()
                .body("items", hasSize(2))
                .header("Link", notNullValue())
                .extract()
                .path("nextCursor");

        // Then
        as(api.owner())
                .queryParam("limit", 2)
                .queryParam("cursor", cursor)
                .get("/billing/v1/products")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("nextCursor", nullValue());
    }

    @Test
    void aDurationsMonthsAreUniqueAndItsDiscountIsAPercentage() {
        // Given
        String duration = api.duration(24, "10");

        // When / Then
        post(api.owner(), "/durations", Map.of("months", 24))
                .then()
                .statusCode(409)
                .body("code", equalTo("duration.months-taken"));
        post(api.owner(), "/durations", Map.of("months", 12, "discountPercentage", "100.01"))
                .then()
                .statusCode(400);
        as(api.owner())
                .body(Map.of("discountPercentage", "12.5"))
                .patch("/billing/v1/durations/" + duration)
                .then()
                .statusCode(200)
                .body("discountPercentage", equalTo("12.50"))
                .body("name", equalTo("24 months"));
        get(api.owner(), "/durations").then().body("items.months", contains(24));
        as(api.owner()).delete("/billing/v1/durations/" + duration).then().statusCode(204);
        get(api.owner(), "/durations/" + duration).then().statusCode(404);
    }

    @Test
    void theChannelReadsTheCatalogAndChangesNothing() {
        // Given
        String product = api.sampleProduct("VOLUME", "EUR");
        String partner = api.partner(UUID.randomUUID());

        // When / Then
        get(partner, "/products/" + product).then().statusCode(200);
        get(partner, "/products/" + product + "/price-tiers").then().body("items", hasSize(3));
        post(partner, "/products", Map.of("sku", "X", "name", "X")).then().statusCode(403);
        as(partner).delete("/billing/v1/products/" + product).then().statusCode(403);
    }
}
