package io.tentabo.billing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tentabo.test.TestDatabase;
import io.tentabo.test.TestTokens;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The billing API as one tenant's people use it, with the sample catalog of the product description. */
public final class BillingApi {

    public final UUID tenantId;

    private BillingApi(UUID tenantId) {
        this.tenantId = tenantId;
    }

    /** A tenant that nobody has used before. */
    public static BillingApi newTenant() {
        return new BillingApi(UUID.randomUUID());
    }

    public String owner() {
        return TestTokens.user(tenantId).owner().token();
    }

    public String withRole(String role) {
        return TestTokens.user(tenantId).roles(role).token();
    }

    public String partner(UUID partnerId) {
        return TestTokens.user(tenantId).roles("partner").partner(partnerId).token();
    }

    public String distributor(UUID distributorId) {
        return TestTokens.user(tenantId)
                .roles("distributor")
                .distributor(distributorId)
                .token();
    }

    /** A customer that the CRM has announced. */
    public UUID customer() {
        UUID id = UUID.randomUUID();
        try (Connection connection = TestDatabase.superuser();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO customer_directory (tenant_id, id, account_number, company_name, status, is_deleted, version)
                        VALUES (?, ?, 'CUS-1', 'Harborview Cellars', 'ACTIVE', false, 0)
                        """)) {
            insert.setObject(1, tenantId);
            insert.setObject(2, id);
            insert.executeUpdate();
            return id;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Moves the tenant's place to a time zone, as identity would tell. */
    public void timeZone(String zone) {
        try (Connection connection = TestDatabase.superuser();
                PreparedStatement upsert = connection.prepareStatement("""
                        INSERT INTO tenant_settings (tenant_id, time_zone, default_currency, changed_at)
                        VALUES (?, ?, 'EUR', now())
                        ON CONFLICT (tenant_id) DO UPDATE SET time_zone = excluded.time_zone
                        """)) {
            upsert.setObject(1, tenantId);
            upsert.setString(2, zone);
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    public static Response post(String token, String path, Object body) {
        return as(token).body(body).post("/billing/v1" + path);
    }

    public static Response get(String token, String path) {
        return as(token).get("/billing/v1" + path);
    }

    public static String id(Response created) {
        return created.then().statusCode(201).extract().path("id");
    }

    /** Tiers 0 to 10, 11 to 50 and 51 and above, at 10.0000, 8.5000 and 7.2500 per month. */
    public String sampleProduct(String tierMode, String currency) {
        String product = product(tierMode);
        tier(product, currency, "MONTH", 0, 10, "10.0000");
        tier(product, currency, "MONTH", 11, 50, "8.5000");
        tier(product, currency, "MONTH", 51, null, "7.2500");
        return product;
    }

    public String product(String tierMode) {
        String sku = "OXI-" + UUID.randomUUID();
        return id(post(
                owner(),
                "/products",
                Map.of("sku", sku, "name", "OxiBox Storage", "unit", "TB", "tierMode", tierMode)));
    }

    public String tier(String product, String currency, String period, int min, Integer max, String price) {
        return id(postTier(product, currency, period, min, max, price));
    }

    public Response postTier(String product, String currency, String period, int min, Integer max, String price) {
        Map<String, Object> tier = new HashMap<>(
                Map.of("currency", currency, "period", period, "minQuantity", min, "pricePerUnit", price));
        if (max != null) {
            tier.put("maxQuantity", max);
        }
        return post(owner(), "/products/" + product + "/price-tiers", tier);
    }

    public String duration(int months, String discount) {
        return id(post(owner(), "/durations", Map.of("months", months, "discountPercentage", discount)));
    }

    public static Map<String, Object> line(String product, String duration, int quantity) {
        return Map.of("productId", product, "durationId", duration, "quantity", quantity);
    }

    public static Map<String, Object> order(List<Map<String, Object>> lines) {
        return Map.of("currency", "EUR", "items", lines);
    }

    /** An order of the worked example: 20 units for 24 months at 10 %. */
    public String placedOrder(String token) {
        return id(post(token, "/orders", sampleOrder()));
    }

    public Map<String, Object> sampleOrder() {
        return order(List.of(line(sampleProduct("VOLUME", "EUR"), duration(24, "10"), 20)));
    }

    /** Another order of what an order is for. */
    public Map<String, Object> sampleOrderOf(String order) {
        Response existing = get(owner(), "/orders/" + order);
        return order(List.of(line(existing.path("items[0].productId"), existing.path("items[0].durationId"), 20)));
    }

    /** Places another order of what an order is for. */
    public String placedOrderOf(String order, String token) {
        return id(post(token, "/orders", sampleOrderOf(order)));
    }

    /** Places an order as a certain user, under an idempotency key. */
    public Response keyed(UUID user, String key, Object body) {
        return as(TestTokens.user(tenantId, user).owner().token())
                .header("Idempotency-Key", key)
                .body(body)
                .post("/billing/v1/orders");
    }

    public String fulfilledOrder() {
        return fulfilledOrder(Map.of());
    }

    public String fulfilledOrder(Map<String, Object> members) {
        Map<String, Object> request = new HashMap<>(sampleOrder());
        request.putAll(members);
        String order = id(post(owner(), "/orders", request));
        post(owner(), "/orders/" + order + "/send", "").then().statusCode(200);
        post(owner(), "/orders/" + order + "/fulfil", "").then().statusCode(200);
        return order;
    }

    /** A confirmed wholesale order of 12 and 6 bottles: 221.94 EUR. */
    public String confirmedGoods(Map<String, Object> members) {
        String wine = product("VOLUME");
        tier(wine, "EUR", "ONCE", 0, null, "12.5000");
        Map<String, Object> request = new HashMap<>(members);
        request.put("kind", "WHOLESALE");
        request.put("currency", "EUR");
        request.put(
                "items",
                List.of(
                        Map.of("productId", wine, "quantity", 12),
                        Map.of("productId", wine, "quantity", 6, "unitPrice", "11.99")));
        String order = id(post(owner(), "/orders", request));
        post(owner(), "/orders/" + order + "/send", "").then().statusCode(200);
        return order;
    }

    /** An invoice of {@link #confirmedGoods} that has been sent. */
    public String sentInvoice(Map<String, Object> orderMembers) {
        String invoice = id(post(owner(), "/invoices", Map.of("orderId", confirmedGoods(orderMembers))));
        post(owner(), "/invoices/" + invoice + "/send", "").then().statusCode(200);
        return invoice;
    }

    public static Map<String, Object> payment(String amount) {
        return Map.of("amount", amount, "currency", "EUR", "method", "BANK_TRANSFER", "reference", "SEPA 4711");
    }
}
