package io.tentabo.crm;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.Ids;
import io.tentabo.model.event.ChannelLinkChanged;
import io.tentabo.model.event.UserChanged;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestTokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** The CRM as a client meets it. */
public final class Crm {

    private static final InstantSource CLOCK = InstantSource.system();

    private Crm() {}

    /** A request of a user, with or without a JSON body. */
    public static RequestSpecification as(TestTokens user) {
        return given().auth().oauth2(user.token()).contentType(ContentType.JSON);
    }

    /** An owner of a tenant, who sees and may do everything in it. */
    public static TestTokens owner(UUID tenant) {
        return TestTokens.user(tenant).owner();
    }

    public static TestTokens partnerUser(UUID tenant, UUID partner) {
        return TestTokens.user(tenant).roles("partner").partner(partner);
    }

    public static TestTokens distributorUser(UUID tenant, UUID distributor) {
        return TestTokens.user(tenant).roles("distributor").distributor(distributor);
    }

    /** Registers a lead of 1000 EUR and answers its id. */
    public static UUID registerLead(TestTokens user, String title) {
        return registerLead(user, title, Map.of());
    }

    /** Registers a lead with further members and answers its id. */
    public static UUID registerLead(TestTokens user, String title, Map<String, ?> members) {
        Map<String, Object> lead = new HashMap<>(Map.of("title", title, "value", "1000.00", "currency", "EUR"));
        lead.putAll(members);
        return as(user).body(lead)
                .post("/crm/v1/leads")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getUUID("id");
    }

    /** What a lead is converted with: one line. */
    public static Map<String, Object> conversion(int quantity) {
        return Map.of(
                "currency",
                "EUR",
                "items",
                List.of(Map.of(
                        "productId",
                        new UUID(0, 1).toString(),
                        "durationId",
                        new UUID(0, 2).toString(),
                        "quantity",
                        quantity)));
    }

    /** Moves a lead, which must succeed. */
    public static void move(TestTokens user, UUID lead, String status, String reason) {
        as(user).body(Map.of("status", status, "reason", reason))
                .post("/crm/v1/leads/" + lead + "/status")
                .then()
                .statusCode(200);
    }

    /** The ids that a user's list shows. */
    public static List<UUID> leadsOf(TestTokens user, Map<String, ?> query) {
        return as(user).queryParams(query)
                .get("/crm/v1/leads")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.id", UUID.class);
    }

    public static void link(UUID tenant, UUID distributor, UUID partner, boolean active, int version) {
        TestEvents.publish(
                "identity",
                tenant,
                new DomainEvent(
                        "channel-link",
                        distributor,
                        ChannelLinkChanged.TYPE,
                        new ChannelLinkChanged(Ids.next(), distributor, partner, active, version)));
    }

    public static void user(UUID tenant, UUID user, String status, int version) {
        TestEvents.publish(
                "identity",
                tenant,
                new DomainEvent(
                        "user",
                        user,
                        UserChanged.TYPE,
                        new UserChanged(
                                user,
                                "Ada Bergmann",
                                null,
                                "INTERNAL",
                                status,
                                List.of("member"),
                                null,
                                null,
                                null,
                                version)));
    }

    /** Waits up to ten seconds. */
    public static void await(String what, BooleanSupplier condition) {
        var deadline = CLOCK.instant().plus(Duration.ofSeconds(10));
        while (!condition.getAsBoolean()) {
            if (CLOCK.instant().isAfter(deadline)) {
                throw new AssertionError("Did not happen within ten seconds: " + what);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
