package io.tentabo.identity.audit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tentabo.kit.audit.AuditPosition;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The CRM, billing and sync, as far as they are asked for their audit: each shows the records of the token's tenant. */
public class OtherServices implements QuarkusTestResourceLifecycleManager {

    /** How a service answers. */
    public enum Behaviour {
        NORMAL,
        /** The connection breaks. */
        DOWN,
        /** The answer never comes. */
        SILENT,
        /** Something between the services answers for it. */
        BAD_GATEWAY,
        /** It takes no notice of positions, as one of an earlier release would. */
        OLD,
        /** The token has expired by its clock. */
        EXPIRED,
        /** Its chain is broken. */
        BROKEN
    }

    private static final List<String> SERVICES = List.of("crm", "billing", "sync");

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, NavigableMap<AuditPosition, JsonObject>> records = new ConcurrentHashMap<>();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int answersUntilDown = Integer.MAX_VALUE;

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "tentabo.identity.audit.read-timeout", "PT2S",
                "tentabo.identity.audit.verification-timeout", "PT3S"));
        for (String service : SERVICES) {
            HttpServer server = vertx.createHttpServer().requestHandler(request -> handle(service, request));
            server.listen(0, "localhost")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            settings.put("tentabo." + service + ".url", "http://localhost:" + server.actualPort());
        }
        return settings;
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(OtherServices.class));
    }

    /** All of them answer as they should, and nothing that was asked is remembered. */
    void reset() {
        behaviours.clear();
        asked.clear();
        answersUntilDown = Integer.MAX_VALUE;
    }

    void behave(String service, Behaviour behaviour) {
        behaviours.put(service, behaviour);
    }

    /** After so many more answers of them together, each breaks the connection. */
    void goDownAfter(int answers) {
        answersUntilDown = answers;
    }

    /** What was asked for since the last reset: service, path and query. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Has a service record something. */
    void record(String service, UUID tenant, AuditPosition position, String action, String text) {
        JsonObject record = new JsonObject()
                .put("service", service)
                .put("id", position.id().toString())
                .put("createdAt", position.createdAt().toString())
                .put("actorType", "USER")
                .put("action", action)
                .put("entityType", action.substring(0, action.indexOf('.')))
                .put("entityId", UUID.randomUUID().toString())
                .put("newValues", new JsonObject().put("text", text));
        records.computeIfAbsent(service + tenant, key -> new ConcurrentSkipListMap<>())
                .put(position, record);
    }

    private void handle(String service, HttpServerRequest request) {
        asked.add(service + " " + request.uri());
        String path = "/" + service + "/v1/audit";
        switch (behaviours.getOrDefault(service, Behaviour.NORMAL)) {
            case DOWN -> request.connection().close();
            case SILENT -> request.pause();
            case BAD_GATEWAY -> request.response().setStatusCode(502).end("<html>Bad Gateway</html>");
            case EXPIRED -> request.response().setStatusCode(401).end();
            case NORMAL, OLD, BROKEN -> {
                if (answersUntilDown-- <= 0) {
                    request.connection().close();
                } else if (request.path().equals(path + "/verification")) {
                    answer(request, verification(service));
                } else if (request.path().equals(path)) {
                    answer(request, page(service, request));
                } else {
                    request.response().setStatusCode(404).end();
                }
            }
        }
    }

    private static void answer(HttpServerRequest request, JsonObject body) {
        request.response().putHeader("Content-Type", "application/json").end(body.encode());
    }

    private JsonObject verification(String service) {
        boolean isBroken = behaviours.get(service) == Behaviour.BROKEN;
        JsonObject result = new JsonObject()
                .put("intact", !isBroken)
                .put("verified", 10)
                .put("erased", 1)
                .put("unsealed", 0);
        return isBroken ? result.put("broken", new JsonObject().put("seq", 11).put("reason", "REMOVED")) : result;
    }

    private JsonObject page(String service, HttpServerRequest request) {
        boolean isOld = behaviours.get(service) == Behaviour.OLD;
        String action = request.getParam("action");
        String before = isOld ? null : request.getParam("before");
        String after = isOld ? null : request.getParam("after");
        int limit = Integer.parseInt(request.getParam("limit"));
        NavigableMap<AuditPosition, JsonObject> all = recordsOf(service, request);
        if (before != null) {
            all = all.headMap(AuditPosition.fromString(before), false);
        }
        if (after != null) {
            all = all.tailMap(AuditPosition.fromString(after), false);
        }
        List<JsonObject> found = ("createdAt".equals(request.getParam("sort")) ? all : all.descendingMap())
                .values().stream()
                        .filter(record -> action == null || action.equals(record.getString("action")))
                        .limit(limit + 1L)
                        .toList();
        JsonObject page = new JsonObject()
                .put("items", new JsonArray(found.stream().limit(limit).toList()));
        return found.size() > limit ? page.put("nextCursor", "more") : page;
    }

    private NavigableMap<AuditPosition, JsonObject> recordsOf(String service, HttpServerRequest request) {
        String token = request.getHeader("Authorization").substring("Bearer ".length());
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        String tenant = new JsonObject(claims).getString("tenant_id");
        return records.getOrDefault(service + tenant, Collections.emptyNavigableMap());
    }
}
