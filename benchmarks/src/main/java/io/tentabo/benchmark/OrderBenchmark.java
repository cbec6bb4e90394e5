package io.tentabo.benchmark;

import io.tentabo.local.ServiceName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Creates orders of five lines: through billing-service, and the same statements in pgbench. */
final class OrderBenchmark {

    static final String SERVICE = "billing-service";
    static final String PGBENCH = "pgbench";

    /** The service while nobody chains audit records: what sealing costs the writers. */
    static final String UNSEALED = "billing-service unsealed";

    private static final int CONNECTIONS = 8;
    private static final int LINES = 5;

    /** 20 at 8.50 a month for 24 months at 10 %: 3,672.00 a line. */
    private static final String TOTAL = "18360.00";

    private static final String LINE = """
            INSERT INTO order_items (tenant_id, order_id, id, line_number, product_id, duration_id, product_sku,
                                     product_name, product_type, product_unit, duration_months, quantity, unit_price,
                                     discount_percentage, price_period, periods, subtotal, discount_amount,
                                     tax_amount, total, pricing_explanation)
            VALUES ('@tenant@', ('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid, gen_random_uuid(), %d,
                    '%s', '@duration@', 'SKU', 'Storage', NULL, 'TB', 24, 20, 8.5, 10, 'MONTH', 24, 4080, 408, 0, 3672,
                    '%s'::text::jsonb);
            """;

    private final BenchmarkSuite suite;

    OrderBenchmark(BenchmarkSuite suite) {
        this.suite = suite;
    }

    Rounds run(int rounds, Duration each) throws Exception {
        String durationId = suite.create(
                        "/billing/v1/durations",
                        new JsonObject().put("months", 24).put("discountPercentage", "10"))
                .getString("id");
        List<String> products = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            products.add(createProduct(i));
        }
        String order = new JsonObject()
                .put("currency", "EUR")
                .put(
                        "items",
                        new JsonArray(products.stream()
                                .map(id -> new JsonObject()
                                        .put("productId", id)
                                        .put("durationId", durationId)
                                        .put("quantity", 20))
                                .toList()))
                .encode();
        String script = script(products, durationId, suite.create("/billing/v1/orders", new JsonObject(order)));
        LoadGenerator service = new LoadGenerator(suite.billing(), CONNECTIONS);
        PgBench pgbench = suite.pgbench(ServiceName.BILLING, CONNECTIONS);
        load(service, order, Rounds.WARM_UP);
        Rounds figures = new Rounds();
        for (int round = 0; round < rounds; round++) {
            suite.awaitQuiet(ServiceName.BILLING);
            figures.measure(SERVICE, () -> load(service, order, each));
            suite.awaitQuiet(ServiceName.BILLING);
            figures.measure(PGBENCH, () -> pgbench.run(script, each));
            suite.awaitQuiet(ServiceName.BILLING);
            try (Connection _ = suite.withoutSealing(ServiceName.BILLING)) {
                figures.measure(UNSEALED, () -> load(service, order, each));
            }
        }
        return figures;
    }

    private String createProduct(int number) throws InterruptedException {
        String id = suite.create(
                        "/billing/v1/products",
                        new JsonObject()
                                .put("sku", "STORAGE-" + number)
                                .put("name", "Storage " + number)
                                .put("unit", "TB"))
                .getString("id");
        for (JsonObject tier : List.of(tier(0, 10, "10.0000"), tier(11, 50, "8.5000"), tier(51, null, "7.2500"))) {
            suite.create("/billing/v1/products/" + id + "/price-tiers", tier);
        }
        return id;
    }

    private static JsonObject tier(int from, @Nullable Integer to, String price) {
        return new JsonObject()
                .put("currency", "EUR")
                .put("period", "MONTH")
                .put("minQuantity", from)
                .put("maxQuantity", to)
                .put("pricePerUnit", price);
    }

    private double load(LoadGenerator target, String order, Duration duration) throws InterruptedException {
        String token = suite.token();
        return target.run(
                        () -> LoadGenerator.post(
                                "/billing/v1/orders", token, UUID.randomUUID().toString(), order),
                        answer -> answer.status() == 201 && answer.text().contains("\"totalAmount\":\"" + TOTAL + "\""),
                        duration)
                .perSecond();
    }

    /** The statements with this tenant's ids, and with documents of the size that the service wrote for a real order. */
    private String script(List<String> products, String durationId, JsonObject order) throws IOException {
        String explanation =
                literal(order.getJsonArray("items").getJsonObject(0).getJsonObject("pricingExplanation"));
        String lines = IntStream.range(0, LINES)
                .mapToObj(i -> LINE.formatted(i + 1, products.get(i), explanation))
                .collect(Collectors.joining());
        JsonObject state = order.copy();
        state.remove("items");
        try (InputStream template = getClass().getResourceAsStream("order.pgbench.sql")) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@lines@", lines.strip())
                    .replace(
                            "@products@",
                            products.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", ")))
                    .replace("@duration@", durationId)
                    .replace("@tenant@", suite.tenantId().toString())
                    .replace("@user@", order.getString("createdBy"))
                    .replace("@state@", literal(state))
                    .replace("@body@", literal(order));
        }
    }

    /** As the inside of an SQL literal; a colon before a letter would be a variable of pgbench. */
    private static String literal(JsonObject json) {
        return json.encode().replace("'", "''").replaceAll(":(?=[A-Za-z_])", ": ");
    }
}
