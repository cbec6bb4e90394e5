package io.tentabo.sync;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.Ids;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestTokens;
import io.tentabo.test.pipedrive.PipedriveOptions;
import io.tentabo.test.pipedrive.PipedriveStandIn;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A tenant of its own with a Pipedrive of its own. */
public final class SyncedTenant implements AutoCloseable {

    public static final String API_TOKEN = "d41d8cd98f00b204e9800998ecf8427e";

    private final UUID id = Ids.next();
    private final UUID ownerId = Ids.next();
    private final PipedriveStandIn pipedrive;

    public SyncedTenant() {
        this(PipedriveOptions.withToken(API_TOKEN));
    }

    public SyncedTenant(PipedriveOptions options) {
        this.pipedrive = PipedriveStandIn.start(0, options);
    }

    /** A tenant whose Pipedrive goes by a clock of its own; its limits, which would too, are out of reach. */
    public static SyncedTenant withClock(Clock clock) {
        return new SyncedTenant(PipedriveOptions.withToken(API_TOKEN)
                .burst(1_000, Duration.ofSeconds(2))
                .clock(clock));
    }

    public UUID id() {
        return id;
    }

    public PipedriveStandIn pipedrive() {
        return pipedrive;
    }

    @Override
    public void close() {
        pipedrive.close();
    }

    public RequestSpecification asOwner() {
        return given().auth()
                .oauth2(TestTokens.user(id, ownerId).owner().token())
                .contentType("application/json");
    }

    public Map<String, Object> newConnection() {
        Map<String, Object> body = new HashMap<>();
        body.put("type", "CRM");
        body.put("provider", "pipedrive");
        body.put("name", "Pipedrive");
        body.put("baseUrl", pipedrive.baseUrl());
        body.put("credentials", Map.of("kind", "API_KEY", "apiKey", API_TOKEN));
        return body;
    }

    public UUID createConnection() {
        return createConnection(newConnection());
    }

    public UUID createConnection(Map<String, Object> body) {
        return asOwner()
                .body(body)
                .post("/sync/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getUUID("id");
    }

    public ValidatableResponse connectionAction(UUID connectionId, String action) {
        return asOwner()
                .post("/sync/v1/connections/" + connectionId + "/" + action)
                .then();
    }

    /** A tested and active connection whose first complete reading is over. */
    public UUID connect() {
        return connect(newConnection());
    }

    public UUID connect(Map<String, Object> body) {
        UUID connectionId = createConnection(body);
        connectionAction(connectionId, "test").statusCode(200);
        connectionAction(connectionId, "activate").statusCode(200);
        Await.until("the first reading is over", () -> runs(connectionId, "PULL").stream()
                .anyMatch(run -> "SUCCESS".equals(run.get("status"))));
        Await.until(
                "the first health check is over",
                () -> connection(connectionId).getString("health.status").equals("HEALTHY"));
        return connectionId;
    }

    public JsonPath connection(UUID connectionId) {
        return asOwner()
                .get("/sync/v1/connections/" + connectionId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public List<Map<String, Object>> runs(UUID connectionId, String direction) {
        return list("/sync/v1/connections/" + connectionId + "/runs?direction=" + direction);
    }

    public List<Map<String, Object>> list(String path) {
        return asOwner().get(path).then().statusCode(200).extract().jsonPath().getList("items");
    }

    /** Reads Pipedrive and waits until that is over. */
    public JsonPath pull(UUID connectionId, String type) {
        return finished(startPull(connectionId, type));
    }

    /** Has Pipedrive read; answers the id of the run. */
    public UUID startPull(UUID connectionId, String type) {
        return asOwner()
                .body(Map.of("type", type))
                .post("/sync/v1/connections/" + connectionId + "/runs")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getUUID("id");
    }

    /** A run, once it is over. */
    public JsonPath finished(UUID runId) {
        Await.until(
                "run " + runId + " is over", () -> !"RUNNING".equals(run(runId).getString("status")));
        return run(runId);
    }

    public JsonPath run(UUID runId) {
        return asOwner()
                .get("/sync/v1/runs/" + runId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public void publish(String type, LeadEvent lead) {
        TestEvents.publish("crm", id, new DomainEvent("lead", lead.leadId(), type, lead));
    }

    /** Publishes a new lead and answers its id at Pipedrive once it is there. */
    public UUID pushed(LeadEvent lead) {
        publish(LeadEvent.CREATED, lead);
        Await.until("lead " + lead.title() + " is mapped", () -> !mappings(lead.leadId())
                .isEmpty());
        return externalId(lead.leadId());
    }

    public UUID externalId(UUID leadId) {
        return UUID.fromString((String) mappings(leadId).getFirst().get("externalId"));
    }

    public List<Map<String, Object>> mappings(UUID leadId) {
        return list("/sync/v1/mappings?internalId=" + leadId);
    }

    public JsonObject remote(UUID externalId) {
        return pipedrive.account().lead(externalId);
    }
}
