package io.tentabo.test.pipedrive;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import io.vertx.core.spi.json.JsonCodec;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that answers as Pipedrive is documented to.
 *
 * <p>Where the documentation is silent (the body of a 429, the unit of {@code x-ratelimit-reset}) a client must not
 * depend on what it sees here.
 */
public final class PipedriveStandIn implements AutoCloseable {

    private static final String BLOCK_PAGE = "<!DOCTYPE html><html><head><title>Access denied</title></head>"
            + "<body><h1>Error 1015</h1><p>You are being rate limited.</p></body></html>";

    /** Numbers stay numbers, whatever else the process has taught Vert.x about JSON. */
    private static final JsonCodec JSON = new JacksonCodec();

    private final Vertx vertx = Vertx.vertx();
    private final PipedriveOptions options;
    private final PipedriveAccount account;
    private final RequestLimits limits;
    private final FaultPlan faults = new FaultPlan();
    private final List<PipedriveRequest> requests = new CopyOnWriteArrayList<>();
    private volatile String acceptedToken;
    private final HttpServer server;

    private PipedriveStandIn(int port, PipedriveOptions options) {
        this.options = options;
        this.account = new PipedriveAccount(options.clock());
        this.limits = new RequestLimits(options);
        this.acceptedToken = options.apiToken();
        this.server = vertx.createHttpServer()
                .requestHandler(router())
                .listen(port, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /**
     * Starts a server.
     *
     * @param port 0 for any free port
     * @throws java.util.concurrent.CompletionException when the port is taken
     */
    public static PipedriveStandIn start(int port, PipedriveOptions options) {
        return new PipedriveStandIn(port, options);
    }

    public int port() {
        return server.actualPort();
    }

    /** The address that takes the place of {@code https://{company}.pipedrive.com}. */
    public String baseUrl() {
        return "http://localhost:" + port();
    }

    /** The company's records, to be read and changed as by a user. */
    public PipedriveAccount account() {
        return account;
    }

    public FaultPlan faults() {
        return faults;
    }

    /** What was asked so far, oldest first; without the control API. */
    public List<PipedriveRequest> requests() {
        return List.copyOf(requests);
    }

    public void forgetRequests() {
        requests.clear();
    }

    /** Tokens of today's budget that were used. */
    public int spentTokens() {
        return limits.spentTokens();
    }

    /** Revokes the present API token in favour of another. */
    public void acceptToken(String apiToken) {
        acceptedToken = apiToken;
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false));
        new ControlApi(account, faults).addTo(router);
        addLeads(router);
        addRecords(
                router,
                "persons",
                new V2Records(
                        "person",
                        account::persons,
                        account::person,
                        account::createPerson,
                        account::changePerson,
                        account::deletePerson));
        addRecords(
                router,
                "organizations",
                new V2Records(
                        "organization",
                        account::organizations,
                        account::organization,
                        account::createOrganization,
                        account::changeOrganization,
                        account::deleteOrganization));
        addRecords(
                router,
                "deals",
                new V2Records(
                        "deal",
                        account::deals,
                        account::deal,
                        account::createDeal,
                        account::changeDeal,
                        account::deleteDeal));
        addFields(router);
        serve(router.get("/v1/users/me"), 2, 200, (context, body) -> me());
        router.route().handler(context -> fail(context, ApiFailure.notFound("Endpoint")));
        router.route().failureHandler(context -> fail(context, failureOf(context)));
        return router;
    }

    private void addLeads(Router router) {
        V1Leads leads = new V1Leads(account);
        serve(router.get("/v1/leads"), 20, 200, (context, body) -> leads.list(context.queryParams(), false));
        serve(router.get("/v1/leads/archived"), 20, 200, (context, body) -> leads.list(context.queryParams(), true));
        serve(router.get("/v1/leads/:id"), 2, 200, (context, body) -> leads.get(context.pathParam("id")));
        serve(router.post("/v1/leads"), 10, 201, (context, body) -> leads.create(body));
        serve(router.patch("/v1/leads/:id"), 10, 200, (context, body) -> leads.change(context.pathParam("id"), body));
        serve(router.delete("/v1/leads/:id"), 6, 200, (context, body) -> leads.delete(context.pathParam("id")));
    }

    private void addRecords(Router router, String name, V2Records records) {
        String path = "/api/v2/" + name;
        serve(router.get(path), 10, 200, (context, body) -> records.list(context.queryParams()));
        serve(router.get(path + "/search"), 20, 200, (context, body) -> records.search(context.queryParams()));
        serve(router.get(path + "/:id"), 1, 200, (context, body) -> records.get(context.pathParam("id")));
        serve(router.post(path), 5, 201, (context, body) -> records.create(body));
        serve(router.patch(path + "/:id"), 5, 200, (context, body) -> records.patch(context.pathParam("id"), body));
        serve(router.delete(path + "/:id"), 3, 200, (context, body) -> records.delete(context.pathParam("id")));
    }

    private void addFields(Router router) {
        serve(router.get("/api/v2/dealFields"), 10, 200, (context, body) -> new JsonObject()
                .put("success", true)
                .put("data", new JsonArray(account.dealFields()))
                .put("additional_data", new JsonObject().putNull("next_cursor")));
        serve(router.get("/v1/leadFields"), 20, 200, (context, body) -> new JsonObject()
                .put("success", true)
                .put(
                        "data",
                        new JsonArray(account.dealFields().stream()
                                .map(field -> new JsonObject()
                                        .put("id", field.getLong("id"))
                                        .put("key", field.getString("field_code"))
                                        .put("name", field.getString("field_name"))
                                        .put("field_type", field.getString("field_type"))
                                        .put("edit_flag", true))
                                .toList()))
                .put(
                        "additional_data",
                        new JsonObject().put("start", 0).put("limit", 100).put("more_items_in_collection", false)));
        serve(router.post("/api/v2/dealFields"), 5, 201, (context, body) -> {
            String code = account.addDealField(body.getString("field_name"), body.getString("field_type"));
            return new JsonObject()
                    .put("success", true)
                    .put("data", body.copy().put("field_code", code).put("is_custom_field", true));
        });
    }

    private JsonObject me() {
        return new JsonObject()
                .put("success", true)
                .put(
                        "data",
                        new JsonObject()
                                .put("id", 12_941_358)
                                .put("name", "Stand-in user")
                                .put("company_id", options.companyId())
                                .put("company_name", options.companyName())
                                .put("company_domain", "stand-in"));
    }

    private void serve(Route route, int cost, int success, BiFunction<RoutingContext, JsonObject, JsonObject> work) {
        boolean search = String.valueOf(route.getPath()).endsWith("/search");
        route.handler(context -> {
            String method = context.request().method().name();
            String path = context.request().path();
            Fault fault = faults.take(method, path);
            if (fault instanceof Fault.Disconnect) {
                drop(context);
                return;
            }
            if (!acceptedToken.equals(context.request().getHeader("x-api-token"))) {
                throw new ApiFailure(401, "unauthorized access");
            }
            if (!admitted(context, cost, search)) {
                return;
            }
            switch (fault) {
                case Fault.Refuse refuse -> throw refused(context, refuse);
                case Fault.Block ignored -> block(context);
                case Fault.LoseResponse ignored -> {
                    JsonObject unusedAnswer = work.apply(context, body(context));
                    drop(context);
                }
                case Fault.Delay delay ->
                    vertx.setTimer(
                            Math.max(1, delay.by().toMillis()),
                            timer -> answer(context, success, body -> work.apply(context, body)));
                case Fault.Disconnect ignored -> drop(context);
                case null -> answer(context, success, body -> work.apply(context, body));
            }
        });
    }

    private boolean admitted(RoutingContext context, int cost, boolean search) {
        RequestLimits.Verdict verdict = limits.admit(cost, search);
        HttpServerResponse response = context.response();
        if (verdict == RequestLimits.Verdict.BLOCKED) {
            block(context);
            return false;
        }
        response.putHeader("x-ratelimit-limit", String.valueOf(options.burstLimit()))
                .putHeader("x-ratelimit-remaining", String.valueOf(limits.remaining()))
                .putHeader("x-ratelimit-reset", String.valueOf(limits.resetSeconds()));
        if ("POST".equals(context.request().method().name())) {
            response.putHeader("x-daily-requests-left", String.valueOf(limits.tokensLeft()));
        }
        if (verdict != RequestLimits.Verdict.ALLOWED) {
            throw tooMany();
        }
        return true;
    }

    private static ApiFailure refused(RoutingContext context, Fault.Refuse refuse) {
        if (refuse.retryAfter() != null) {
            context.response()
                    .putHeader("retry-after", String.valueOf(refuse.retryAfter().toSeconds()));
        }
        return refuse.status() == 429 ? tooMany() : new ApiFailure(refuse.status(), "Something went wrong");
    }

    private static ApiFailure tooMany() {
        return new ApiFailure(429, "request over limit");
    }

    static JsonObject body(RoutingContext context) {
        try {
            return context.body().length() <= 0
                    ? new JsonObject()
                    : context.body().asJsonObject();
        } catch (DecodeException | ClassCastException e) {
            throw ApiFailure.invalid("Body must be a JSON object");
        }
    }

    private void answer(RoutingContext context, int status, UnaryOperator<JsonObject> work) {
        try {
            send(context, status, work.apply(body(context)));
        } catch (ApiFailure failure) {
            fail(context, failure);
        }
    }

    private void fail(RoutingContext context, ApiFailure failure) {
        send(context, failure.status(), failure.body());
    }

    private static ApiFailure failureOf(RoutingContext context) {
        @Nullable Throwable failure = context.failure();
        return failure instanceof ApiFailure known ? known : new ApiFailure(500, "Internal server error");
    }

    private void send(RoutingContext context, int status, JsonObject body) {
        record(context, status);
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json; charset=utf-8")
                .end(JSON.toString(body));
    }

    private void block(RoutingContext context) {
        record(context, 403);
        context.response()
                .setStatusCode(403)
                .putHeader("content-type", "text/html; charset=UTF-8")
                .putHeader("server", "cloudflare")
                .end(BLOCK_PAGE);
    }

    private void drop(RoutingContext context) {
        record(context, 0);
        context.request().connection().close();
    }

    private void record(RoutingContext context, int status) {
        if (!context.request().path().startsWith(ControlApi.PATH)) {
            requests.add(new PipedriveRequest(
                    context.request().method().name(),
                    context.request().uri(),
                    status,
                    options.clock().instant()));
        }
    }
}
