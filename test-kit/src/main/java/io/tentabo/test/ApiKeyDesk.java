package io.tentabo.test;

import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The identity service's internal endpoints for API keys: each key answers as its test has told, see {@link TestApiKey}. */
final class ApiKeyDesk {

    static final String TOKENS = "/identity/internal/api-key-tokens";
    static final String USES = "/identity/internal/api-key-uses";
    static final String CONTROL = "/test/api-keys";

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> exchanges = new ConcurrentHashMap<>();
    private final Map<String, Integer> reports = new ConcurrentHashMap<>();
    private final Map<String, Long> uses = new ConcurrentHashMap<>();

    private record Answer(int status, String accessToken, long delayMillis) {}

    void exchange(HttpExchange exchange) throws IOException {
        String key = body(exchange).getString("key");
        exchanges.merge(key, 1, Integer::sum);
        Answer answer = answers.get(key);
        if (answer == null) {
            respond(exchange, 401, new JsonObject());
            return;
        }
        pause(answer.delayMillis());
        if (answer.status() == 429) {
            exchange.getResponseHeaders().set("Retry-After", "7");
        }
        respond(
                exchange,
                answer.status(),
                new JsonObject()
                        .put(
                                "keyId",
                                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))
                                        .toString())
                        .put("accessToken", answer.accessToken())
                        .put("expiresIn", 300));
    }

    void count(HttpExchange exchange) throws IOException {
        JsonArray reported = body(exchange).getJsonArray("uses");
        for (int i = 0; i < reported.size(); i++) {
            JsonObject use = reported.getJsonObject(i);
            uses.merge(use.getString("accessToken"), use.getLong("count"), Long::sum);
            reports.merge(use.getString("accessToken"), 1, Integer::sum);
        }
        respond(exchange, 204, null);
    }

    /** Sets what a key answers from now on, and tells what became of it so far. */
    void control(HttpExchange exchange) throws IOException {
        JsonObject request = body(exchange);
        String key = request.getString("key");
        String accessToken = request.getString("accessToken");
        if (request.containsKey("status")) {
            answers.put(key, new Answer(request.getInteger("status"), accessToken, request.getLong("delayMillis")));
        }
        Map<String, Object> told = new HashMap<>();
        told.put("exchanges", exchanges.getOrDefault(key, 0));
        told.put("uses", uses.getOrDefault(accessToken, 0L));
        told.put("reports", reports.getOrDefault(accessToken, 0));
        respond(exchange, 200, new JsonObject(told));
    }

    private static JsonObject body(HttpExchange exchange) throws IOException {
        return new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void respond(HttpExchange exchange, int status, @Nullable JsonObject body) throws IOException {
        try (exchange) {
            byte[] bytes = body == null ? new byte[0] : body.encode().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
