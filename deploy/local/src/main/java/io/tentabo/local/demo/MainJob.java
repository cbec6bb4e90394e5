package io.tentabo.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tentabo.local.Suite;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The main job over HTTP: a partner's lead becomes a priced order and a contract, and every step leaves its traces. */
public final class MainJob {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String LEADS = "/crm/v1/leads/";
    private static final String ORDERS = "/billing/v1/orders/";
    private static final String AUDIT = "/identity/v1/audit?limit=200&";
    private static final Map<String, Object> NOTHING = Map.of();

    private final Suite suite;
    private final DemoReport report;
    private final EventTap events;
    private final ApiClient admin;
    private final ApiClient partner;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Instant begin = Instant.now();

    private @Nullable String user;
    private @Nullable UUID lead;
    private @Nullable UUID activity;
    private @Nullable UUID note;
    private @Nullable UUID pipedriveLead;
    private @Nullable UUID order;
    private @Nullable UUID contract;

    private MainJob(Suite suite, DemoReport report, EventTap events) {
        this.suite = suite;
        this.report = report;
        this.events = events;
        this.admin = signIn(Oxibox.ADMIN);
        this.partner = signIn(Oxibox.PARTNER_USER);
    }

    /** Takes the steps one after the other, printing each, and ends with the first that fails. */
    public static DemoReport walk(Suite suite, PrintStream out) {
        DemoReport report = new DemoReport(out);
        try (EventTap events = EventTap.open(suite.bootstrapServers())) {
            new MainJob(suite, report, events).walk();
        }
        return report;
    }

    private void walk() {
        boolean done = signingIn() && registering() && working() && synchronising() && converting() && fulfilling();
        if (done) {
            leavingTraces();
        }
    }

    private boolean signingIn() {
        report.chapter("1  A partner's user signs in");
        return report.step("Signed in with a local password", () -> {
            ApiResponse me = partner.get("/identity/v1/me").expect(200);
            user = me.text("userId");
            return me.text("email") + ", kind " + me.text("kind") + ", partner " + me.text("partnerId");
        });
    }

    private boolean registering() {
        report.chapter("2  They register a lead");
        return report.step("Lead registered", () -> {
            Body body = Body.of("title", "Archive for Harbour Logistics " + run)
                    .with("organization", "Harbour Logistics GmbH")
                    .with("organizationDomain", "harbour-logistics.example")
                    .with("contactName", "Ada Bergmann")
                    .with("contactEmail", "ada@harbour-logistics.example")
                    .with("value", "3672.00")
                    .with("currency", "EUR");
            ApiResponse created = partner.post("/crm/v1/leads", body.members(), "demo-lead-" + run)
                    .expect(201);
            lead = created.id();
            return created.text("title") + ", " + created.text("status") + ", id " + lead;
        });
    }

    private boolean working() {
        report.chapter("3  The lead is worked");
        return report.step("Activity", () -> {
                    Body call = Body.of("type", "CALL").with("title", "Asked about their archive");
                    ApiResponse added = partner.post(LEADS + lead + "/activities", call.members())
                            .expect(201);
                    activity = added.id();
                    return added.text("title");
                })
                && report.step("Note", () -> {
                    Body text = Body.of("content", "They need 20 TB for two years.");
                    ApiResponse written = partner.post(LEADS + lead + "/notes", text.members())
                            .expect(201);
                    note = written.id();
                    return written.text("content");
                })
                && report.step("Status changes with reasons", () -> {
                    changeStatus("CONTACTED", "Answered our call");
                    changeStatus("QUALIFIED", "Has budget");
                    changeStatus("PROPOSAL", "Wants a price");
                    return partner.get(LEADS + lead + "/history").expect(200).items().stream()
                            .map(entry -> entry.path("newStatus").asText() + " ("
                                    + entry.path("reason").asText("") + ")")
                            .collect(Collectors.joining(" ← "));
                });
    }

    private void changeStatus(String status, String reason) {
        partner.post(
                        LEADS + lead + "/status",
                        Body.of("status", status).with("reason", reason).members())
                .expect(200);
    }

    private boolean synchronising() {
        return report.step("The lead appears in Pipedrive", () -> {
                    JsonObject remote = Eventually.await(
                            "The lead's appearance in Pipedrive",
                            SOON,
                            () -> suite.pipedrive().account().leads().stream()
                                    .filter(candidate ->
                                            candidate.getString("title", "").contains(run))
                                    .findFirst());
                    pipedriveLead = UUID.fromString(remote.getString("id"));
                    return remote.getString("title") + ", id " + pipedriveLead;
                })
                && report.step("A change made in Pipedrive comes back", () -> {
                    String title = "Archive and backup for Harbour Logistics " + run;
                    suite.pipedrive()
                            .account()
                            .changeLead(Objects.requireNonNull(pipedriveLead), new JsonObject().put("title", title));
                    ApiResponse changed = Eventually.await("The change's way back", SOON, () -> Optional.of(
                                    partner.get(LEADS + lead).expect(200))
                            .filter(read -> read.text("title").equals(title)));
                    return changed.text("title") + ", version " + changed.text("version");
                });
    }

    private boolean converting() {
        report.chapter("4  The lead becomes a priced order");
        return report.step("Quote for 20 units over 24 months", () -> {
                    ApiResponse quote = partner.post(
                                    "/billing/v1/price-quotes",
                                    Body.of("currency", "EUR")
                                            .with("items", items())
                                            .members())
                            .expect(200);
                    return explain(quote.items().getFirst());
                })
                && report.step("Converted", () -> {
                    ApiResponse conversion = partner.post(
                                    LEADS + lead + "/convert",
                                    Body.of("currency", "EUR")
                                            .with("items", items())
                                            .members(),
                                    "demo-convert-" + run)
                            .expect(200, 201);
                    order = UUID.fromString(conversion.text("orderId"));
                    ApiResponse placed = partner.get(ORDERS + order).expect(200);
                    require(
                            placed.text("totalAmount").equals("3672.00"),
                            "The order's total is " + placed.text("totalAmount"));
                    return "lead " + conversion.text("status") + ", order " + placed.text("orderNumber") + " of "
                            + placed.text("totalAmount") + " " + placed.text("currency");
                })
                && report.step(
                        "Its line explains itself",
                        () -> explain(
                                partner.get(ORDERS + order).expect(200).items().getFirst()));
    }

    private List<Map<String, Object>> items() {
        Directory catalog = new Directory(partner);
        return List.of(Body.of("productId", id(catalog, "/billing/v1/products", "sku", Oxibox.PRODUCT_SKU))
                .with("durationId", id(catalog, "/billing/v1/durations", "months", "24"))
                .with("quantity", 20)
                .members());
    }

    private static String id(Directory directory, String collection, String member, String value) {
        return directory
                .find(collection, item -> item.path(member).asText().equals(value))
                .map(item -> item.path("id").asText())
                .orElseThrow(() -> new IllegalStateException("No " + member + " " + value + " in " + collection));
    }

    /** The amounts of the steps, in their order; fails unless they are those of the product's worked example. */
    private static String explain(JsonNode line) {
        List<String> amounts = new ArrayList<>();
        String perPeriod = "";
        for (JsonNode step : line.path("pricingExplanation").path("steps")) {
            amounts.add(step.path("kind").asText() + " " + step.path("amount").asText());
            perPeriod = step.path("amountPerPeriod").asText(perPeriod);
        }
        String explanation = String.join(", ", amounts) + " (" + perPeriod + " per month)";
        boolean asWorkedOut = explanation.contains("170.00")
                && explanation.contains("-17.00")
                && perPeriod.equals("153.00")
                && line.path("total").asText().equals("3672.00");
        require(asWorkedOut, "Not 170.00 − 17.00 = 153.00 per month and 3672.00 in all, but " + explanation);
        return explanation;
    }

    private boolean fulfilling() {
        report.chapter("5  The order is sent, fulfilled and activated into a contract");
        ApiClient fulfiller = signIn(Oxibox.FULFILLER);
        return report.step("Sent", () -> admin.post(ORDERS + order + "/send", NOTHING)
                        .expect(200)
                        .text("status"))
                && report.step("Fulfilled", () -> fulfiller
                        .post(ORDERS + order + "/fulfil", NOTHING)
                        .expect(200)
                        .text("status"))
                && report.step("Activated", () -> {
                    ApiResponse activated = fulfiller
                            .post(ORDERS + order + "/activate", NOTHING)
                            .expect(201);
                    contract = activated.id();
                    return "contract " + activated.text("contractNumber") + ", " + activated.text("status") + ", "
                            + activated.text("activationDate") + " to " + activated.text("expirationDate") + ", "
                            + activated.text("totalValue") + " " + activated.text("currency");
                });
    }

    private void leavingTraces() {
        report.chapter("8  Every step left an audit record and an event");
        report.step("Audit of the sign-in", () -> {
            ApiResponse sessions =
                    admin.get(AUDIT + "action=session.created&from=" + begin).expect(200);
            boolean found = sessions.items().stream()
                    .anyMatch(entry ->
                            entry.path("newValues").path("userId").asText().equals(user));
            require(found, "No session.created of " + user + " since " + begin);
            return "session.created";
        });
        audited(
                "the lead",
                lead,
                "lead.created",
                "lead.status-changed",
                "lead.status-changed",
                "lead.status-changed",
                "lead.changed-at-provider",
                "lead.updated",
                "lead.converted");
        audited("its activity", activity, "activity.created");
        audited("its note", note, "note.created");
        audited("the order", order, "order.created", "order.sent", "order.fulfilled", "order.activated");
        audited("the contract", contract, "contract.created");
        published(
                "the lead",
                lead,
                "crm.lead.created",
                "crm.lead-activity.created",
                "crm.lead-note.created",
                "crm.lead.status-changed",
                "crm.lead.status-changed",
                "crm.lead.status-changed",
                "sync.lead.pushed",
                "sync.external-lead.changed",
                "crm.lead.updated",
                "crm.lead.converted");
        published(
                "the order",
                order,
                "billing.order.created",
                "billing.order.status-changed",
                "billing.order.status-changed",
                "billing.order.activated");
        published("the contract", contract, "billing.contract.created");
    }

    /** @param actions as often as they were taken */
    private void audited(String what, @Nullable UUID entity, String... actions) {
        report.step("Audit of " + what, () -> {
            List<String> found = admin.get(AUDIT + "entityId=" + entity).expect(200).items().stream()
                    .map(entry -> entry.path("action").asText())
                    .toList();
            List<String> missing = new ArrayList<>(List.of(actions));
            found.forEach(missing::remove);
            require(missing.isEmpty(), "Missing " + missing + ", only " + found);
            return String.join(" ← ", found);
        });
    }

    /** @param types as often as it happened */
    private void published(String what, @Nullable UUID aggregate, String... types) {
        report.step("Events of " + what, () -> {
            List<String> missing = new ArrayList<>(List.of(types));
            events.await(
                    event -> event.key().equals(String.valueOf(aggregate))
                            && missing.remove(event.shortType())
                            && missing.isEmpty(),
                    SOON);
            require(missing.isEmpty(), "Missing " + missing);
            return String.join(", ", new LinkedHashSet<>(List.of(types)));
        });
    }

    private ApiClient signIn(String user) {
        return suite.api().signIn(Oxibox.SLUG, user, suite.secrets().demoPassword(user));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
