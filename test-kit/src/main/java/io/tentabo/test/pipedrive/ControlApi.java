package io.tentabo.test.pipedrive;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

/**
 * What a demo or a person does to the stand-in over HTTP, under {@code /_stand-in}: look at the records, change them as
 * a user of Pipedrive would, and order faults. It needs no token and costs nothing.
 */
final class ControlApi {

    static final String PATH = "/_stand-in";

    private final PipedriveAccount account;
    private final FaultPlan faults;

    ControlApi(PipedriveAccount account, FaultPlan faults) {
        this.account = account;
        this.faults = faults;
    }

    void addTo(Router router) {
        router.get(PATH + "/records").handler(context -> answer(context, this::records));
        router.post(PATH + "/leads").handler(context -> answer(context, account::createLead));
        router.patch(PATH + "/leads/:id")
                .handler(context -> answer(context, body -> account.changeLead(leadId(context), body)));
        router.delete(PATH + "/leads/:id")
                .handler(context -> answer(context, body -> {
                    account.deleteLead(leadId(context));
                    return new JsonObject();
                }));
        router.post(PATH + "/persons").handler(context -> answer(context, account::createPerson));
        router.post(PATH + "/organizations").handler(context -> answer(context, account::createOrganization));
        router.post(PATH + "/faults").handler(context -> answer(context, this::plan));
        router.delete(PATH + "/faults")
                .handler(context -> answer(context, body -> {
                    faults.clear();
                    return new JsonObject();
                }));
    }

    private JsonObject records(JsonObject ignored) {
        return new JsonObject()
                .put("persons", new JsonArray(account.persons()))
                .put("organizations", new JsonArray(account.organizations()))
                .put("deals", new JsonArray(account.deals()))
                .put("leads", new JsonArray(account.leads()))
                .put("dealFields", new JsonArray(account.dealFields()));
    }

    private JsonObject plan(JsonObject body) {
        Fault fault =
                switch (body.getString("kind", "")) {
                    case "refuse" -> new Fault.Refuse(body.getInteger("status", 500));
                    case "block" -> new Fault.Block();
                    case "delay" -> new Fault.Delay(Duration.ofMillis(body.getLong("millis", 5_000L)));
                    case "lose-response" -> new Fault.LoseResponse();
                    case "disconnect" -> new Fault.Disconnect();
                    default -> throw ApiFailure.invalid("kind: refuse, block, delay, lose-response or disconnect");
                };
        faults.next(body.getInteger("times", 1), body.getString("method", ""), body.getString("path", ""), fault);
        return body;
    }

    private static UUID leadId(RoutingContext context) {
        return UUID.fromString(context.pathParam("id"));
    }

    private static void answer(RoutingContext context, Function<JsonObject, JsonObject> work) {
        context.json(work.apply(PipedriveStandIn.body(context)));
    }
}
