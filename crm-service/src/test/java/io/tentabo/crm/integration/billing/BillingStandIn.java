package io.tentabo.crm.integration.billing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Billing's order endpoint as it behaves towards the CRM: one live order for each lead, idempotency keys, refusals, and
 * answers that get lost.
 */
public class BillingStandIn implements QuarkusTestResourceLifecycleManager {

    /** What happens to the next orders. */
    public enum Behaviour {
        NORMAL,
        /** The order is placed, but the connection breaks before the answer. */
        LOSE_ANSWER,
        /** The connection breaks before anything happened. */
        DOWN,
        /** The order is placed, but the answer never comes. */
        SILENT,
        /** The lines are not sold. */
        REFUSE,
        /** Something between the services answers for billing. */
        BAD_GATEWAY
    }

    /** @param authorization as it arrived */
    public record Received(String authorization, String idempotencyKey, String requestId, JsonObject body) {}

    /** What was answered under a key, which is repeated whatever has become of the order. */
    private record Answered(JsonObject body, JsonObject order) {}

    private static final String PROBLEM = "application/problem+json";

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, JsonObject> ordersByLead = new ConcurrentHashMap<>();
    private final Map<String, Answered> answersByKey = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = Behaviour.NORMAL;
    private volatile Runnable meanwhile = () -> {};

    @Override
    public Map<String, String> start() {
        HttpServer server = vertx.createHttpServer().requestHandler(this::handle);
        server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
        return Map.of(
                "tentabo.billing.url",
                "http://localhost:" + server.actualPort(),
                "quarkus.rest-client.billing.read-timeout",
                "2000");
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(BillingStandIn.class));
    }

    public void behave(Behaviour next) {
        behaviour = next;
        meanwhile = () -> {};
    }

    /** What happens elsewhere between the next orders and their answers. */
    public void meanwhile(Runnable action) {
        meanwhile = action;
    }

    /** Orders that were asked for a lead, in the order of arrival. */
    public List<Received> requestsFor(UUID lead) {
        return received.stream()
                .filter(request -> lead.toString().equals(request.body().getString("leadId")))
                .toList();
    }

    /** The order of a lead, or null. */
    public UUID orderOf(UUID lead) {
        JsonObject order = ordersByLead.get(lead.toString());
        return order == null ? null : UUID.fromString(order.getString("id"));
    }

    /** An order that somebody placed without a conversion. */
    public UUID placeDirectly(UUID lead, UUID partner) {
        return placeDirectly(lead, partner, null);
    }

    /** An order that somebody placed without a conversion, and with a distributor. */
    public UUID placeDirectly(UUID lead, UUID partner, UUID distributor) {
        return UUID.fromString(place(lead.toString(), text(partner), text(distributor), "CREATED")
                .getString("id"));
    }

    /** A draft that somebody wrote without a conversion. */
    public UUID draft(UUID lead, UUID partner) {
        return UUID.fromString(
                place(lead.toString(), text(partner), null, "DRAFT").getString("id"));
    }

    /** Makes room for another order of the lead, but repeats its answers as before. */
    public void cancelOrderOf(UUID lead) {
        ordersByLead.remove(lead.toString());
    }

    private static String text(UUID id) {
        return id == null ? null : id.toString();
    }

    private void handle(HttpServerRequest request) {
        switch (request.method().name() + " " + request.path()) {
            case "POST /billing/v1/orders" -> request.bodyHandler(body -> create(request, body.toJsonObject()));
            case "GET /billing/v1/orders" -> list(request);
            default -> request.response().setStatusCode(404).end();
        }
    }

    private void create(HttpServerRequest request, JsonObject body) {
        String key = request.getHeader("Idempotency-Key");
        received.add(new Received(request.getHeader("Authorization"), key, request.getHeader("X-Request-Id"), body));
        switch (behaviour) {
            case DOWN -> request.connection().close();
            case BAD_GATEWAY -> request.response().setStatusCode(502).end("<html>Bad gateway</html>");
            case REFUSE -> refuse(request, 422, "pricing.no-price", "OxiBox Storage is not sold in EUR.");
            case LOSE_ANSWER -> {
                answer(key, body);
                request.connection().close();
            }
            case SILENT -> answer(key, body);
            case NORMAL -> {
                Object answer = answer(key, body);
                vertx.executeBlocking(() -> {
                            meanwhile.run();
                            return answer;
                        })
                        .onSuccess(ready -> respond(request, ready));
            }
        }
    }

    /** An order, or the code of the refusal. */
    private Object answer(String key, JsonObject body) {
        String lead = body.getString("leadId");
        Answered before = answersByKey.get(key);
        if (before != null) {
            return before.body().equals(body) ? before.order() : "idempotency.key-reused";
        }
        if (ordersByLead.containsKey(lead)) {
            return "order.lead-already-ordered";
        }
        JsonObject order = place(lead, body.getString("partnerId"), body.getString("distributorId"), "CREATED");
        answersByKey.put(key, new Answered(body, order));
        return order;
    }

    private JsonObject place(String lead, String partner, String distributor, String status) {
        return ordersByLead.computeIfAbsent(lead, ignored -> new JsonObject()
                .put("id", UUID.randomUUID().toString())
                .put("orderNumber", "ORD-20270115-ABCDEF")
                .put("status", status)
                .put("leadId", lead)
                .put("partnerId", partner)
                .put("distributorId", distributor)
                .put("totalAmount", "3672.00"));
    }

    private static void respond(HttpServerRequest request, Object answer) {
        if (answer instanceof JsonObject order) {
            request.response()
                    .setStatusCode(201)
                    .putHeader("Content-Type", "application/json")
                    .end(order.encode());
        } else {
            int status = answer.equals("order.lead-already-ordered") ? 409 : 422;
            refuse(request, status, answer.toString(), "The lead has an order.");
        }
    }

    private static void refuse(HttpServerRequest request, int status, String code, String detail) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", PROBLEM)
                .end(new JsonObject()
                        .put("type", "urn:tentabo:problem:" + code)
                        .put("title", "Refused")
                        .put("status", status)
                        .put("detail", detail)
                        .put("code", code)
                        .put("requestId", "billing-request")
                        .encode());
    }

    private void list(HttpServerRequest request) {
        if (behaviour == Behaviour.DOWN) {
            request.connection().close();
            return;
        }
        JsonArray items = new JsonArray();
        JsonObject order = ordersByLead.get(request.getParam("leadId"));
        if (order != null) {
            items.add(order);
        }
        request.response()
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("items", items).encode());
    }
}
