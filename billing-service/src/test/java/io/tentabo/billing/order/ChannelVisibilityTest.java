package io.tentabo.billing.order;

import static io.tentabo.billing.BillingApi.as;
import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.id;
import static io.tentabo.billing.BillingApi.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.billing.BillingApi;
import io.tentabo.kit.outbox.CloudEvent;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.security.RowScope;
import io.tentabo.model.event.ChannelLinkChanged;
import io.tentabo.model.event.NoteEvent;
import io.tentabo.model.event.OrderEvent;
import io.tentabo.model.event.TenantChanged;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestEvents.Published;
import io.tentabo.test.TestTokens;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class ChannelVisibilityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BillingApi api = BillingApi.newTenant();

    @Test
    void aDistributorSeesAPartnersOrdersAsLongAsTheyAreLinked() {
        // Given
        UUID partner = UUID.randomUUID();
        UUID distributor = UUID.randomUUID();
        UUID link = UUID.randomUUID();
        String order = api.placedOrder(api.partner(partner));
        String token = api.distributor(distributor);
        assertThat(get(token, "/orders/" + order).statusCode()).isEqualTo(404);

        // When
        publishLink(new ChannelLinkChanged(link, distributor, partner, true, 1));

        // Then
        await(PATIENCE, () -> get(token, "/orders/" + order).statusCode() == 200);
        get(token, "/orders").then().body("items.id", contains(order));
        get(token, "/orders/" + order + "/history").then().statusCode(200).body("items", hasSize(1));

        // When
        publishLink(new ChannelLinkChanged(link, distributor, partner, false, 2));

        // Then
        await(Duration.ofSeconds(3), () -> get(token, "/orders/" + order).statusCode() == 404);
        get(token, "/orders").then().body("items", hasSize(0));
    }

    @Test
    void aLateEventDoesNotBringALinkBack() {
        // Given
        UUID partner = UUID.randomUUID();
        UUID distributor = UUID.randomUUID();
        UUID link = UUID.randomUUID();
        String order = api.placedOrder(api.partner(partner));
        String other = api.placedOrderOf(order, api.partner(UUID.randomUUID()));
        UUID otherPartner = UUID.fromString(get(api.owner(), "/orders/" + other).path("partnerId"));

        // When
        publishLink(new ChannelLinkChanged(link, distributor, partner, false, 2));
        publishLink(new ChannelLinkChanged(link, distributor, partner, true, 1));
        publishLink(new ChannelLinkChanged(link, distributor, otherPartner, true, 1));

        // Then
        String token = api.distributor(distributor);
        await(PATIENCE, () -> get(token, "/orders/" + other).statusCode() == 200);
        assertThat(get(token, "/orders/" + order).statusCode()).isEqualTo(404);
    }

    @Test
    void aDistributorsPeopleOrderForThePartnersThatTheyManage() {
        // Given
        UUID partner = UUID.randomUUID();
        UUID formerPartner = UUID.randomUUID();
        UUID distributor = UUID.randomUUID();
        String token = TestTokens.user(api.tenantId)
                .permissions("orders.read", "orders.create")
                .distributor(distributor)
                .token();
        Map<String, Object> request = new HashMap<>(api.sampleOrder());
        publishLink(new ChannelLinkChanged(UUID.randomUUID(), distributor, formerPartner, false, 1));
        publishLink(new ChannelLinkChanged(UUID.randomUUID(), distributor, partner, true, 1));

        // When / Then
        request.put("partnerId", partner);
        await(PATIENCE, () -> post(token, "/orders", request).statusCode() == 201);
        String own = id(post(token, "/orders", request));
        get(token, "/orders/" + own)
                .then()
                .body("partnerId", equalTo(partner.toString()))
                .body("distributorId", equalTo(distributor.toString()));
        for (UUID foreign : new UUID[] {formerPartner, UUID.randomUUID()}) {
            request.put("partnerId", foreign);
            request.put("distributorId", distributor);
            post(token, "/orders", request).then().statusCode(403).body("code", equalTo("order.foreign-channel"));
        }
        request.put("partnerId", partner);
        request.put("distributorId", UUID.randomUUID());
        post(token, "/orders", request).then().statusCode(403).body("code", equalTo("order.foreign-channel"));
        as(token)
                .body(Map.of("distributorId", UUID.randomUUID()))
                .patch("/billing/v1/orders/" + own)
                .then()
                .statusCode(403);
    }

    @Test
    void internalNotesAreHiddenFromTheChannel() {
        // Given
        UUID partner = UUID.randomUUID();
        Map<String, Object> request = new HashMap<>(api.sampleOrder());
        request.put("partnerId", partner);
        request.put("notesInternal", "Margin 30 %");
        String order = id(post(api.owner(), "/orders", request));
        String notes = "/orders/" + order + "/notes";
        String internal = id(post(api.owner(), notes, Map.of("content", "Slow payer", "internal", true)));
        String open = id(post(api.owner(), notes, Map.of("content", "Ships on Monday")));

        // When / Then
        String token = api.partner(partner);
        get(token, notes).then().body("items.id", contains(open));
        get(api.owner(), notes).then().body("items.id", containsInAnyOrder(open, internal));
        get(token, "/orders/" + order).then().body("notesInternal", nullValue());
        as(token).delete("/billing/v1" + notes + "/" + internal).then().statusCode(404);
        as(token).delete("/billing/v1" + notes + "/" + open).then().statusCode(403);
        post(token, notes, Map.of("content", "Psst", "internal", true))
                .then()
                .statusCode(403)
                .body("code", equalTo("note.internal-is-for-staff"));
        as(token)
                .body(Map.of("notesInternal", "?"))
                .patch("/billing/v1/orders/" + order)
                .then()
                .statusCode(403);
        String own = id(post(token, notes, Map.of("content", "Please hurry")));
        as(token)
                .body(Map.of("pinned", true))
                .patch("/billing/v1" + notes + "/" + own)
                .then()
                .statusCode(200)
                .body("pinned", equalTo(true))
                .body("content", equalTo("Please hurry"));
    }

    @Test
    void theEventsOfAnOrdersNotesComeInOrderWithItsOwnAndWithoutTheirText() {
        // Given
        UUID author = UUID.randomUUID();
        String owner = TestTokens.user(api.tenantId, author).owner().token();
        UUID order = UUID.fromString(id(post(owner, "/orders", api.sampleOrder())));
        String notes = "/orders/" + order + "/notes";

        // When
        String note = id(post(owner, notes, Map.of("content", "Slow payer", "internal", true)));
        as(owner)
                .body(Map.of("content", "Ships on Monday", "internal", false))
                .patch("/billing/v1" + notes + "/" + note)
                .then()
                .statusCode(200);
        as(owner).delete("/billing/v1" + notes + "/" + note).then().statusCode(204);

        // Then
        Published deleted = TestEvents.awaitEvent("billing", order, NoteEvent.ORDER_NOTE_DELETED);
        NoteEvent last = deleted.payload(NoteEvent.class);
        assertThat(last)
                .isEqualTo(new NoteEvent(UUID.fromString(note), "ORDER", order, false, author, last.changedAt(), 1));
        assertThat(deleted.headers()).containsEntry(CloudEvent.ACTOR_ID, author.toString());
        List<Published> events = TestEvents.eventsOf("billing", order, Duration.ofMillis(500));
        assertThat(events)
                .extracting(Published::type)
                .containsExactly(
                        OrderEvent.CREATED,
                        NoteEvent.ORDER_NOTE_CREATED,
                        NoteEvent.ORDER_NOTE_UPDATED,
                        NoteEvent.ORDER_NOTE_DELETED);
        assertThat(events.get(1).payload(NoteEvent.class).internal()).isTrue();
        assertThat(events)
                .extracting(event -> event.payload().toString())
                .noneMatch(payload -> payload.contains("Slow payer") || payload.contains("Ships on Monday"));
    }

    @Test
    void theChannelAndCustomersWriteNoInternalNotes() {
        // Given
        String partner = api.partner(UUID.randomUUID());
        String distributor = TestTokens.user(api.tenantId)
                .permissions("orders.create")
                .distributor(UUID.randomUUID())
                .token();
        String customer = TestTokens.user(api.tenantId)
                .permissions("orders.create")
                .customer(api.customer())
                .token();
        Map<String, Object> request = new HashMap<>(api.sampleOrder());
        request.put("notesInternal", "Agreed with the vendor: 90 days to pay");

        // When / Then
        for (String token : new String[] {partner, distributor, customer}) {
            post(token, "/orders", request).then().statusCode(403).body("code", equalTo("order.notes-are-internal"));
        }
        get(api.owner(), "/orders").then().body("items", hasSize(0));
    }

    @Test
    void aMemberSeesTheOrdersTheyPlaced() {
        // Given
        UUID member = UUID.randomUUID();
        TestTokens user = TestTokens.user(api.tenantId, member).roles("member");
        String existing = api.placedOrder(api.owner());
        String token =
                user.permissions("orders.create").scope(RowScope.ASSIGNED).token();

        // When
        String own = id(post(token, "/orders", api.sampleOrderOf(existing)));

        // Then
        get(token, "/orders").then().body("items.id", contains(own));
        get(token, "/orders/" + existing).then().statusCode(404);
    }

    @Test
    void anOrdersNumberCarriesTheDateAtTheTenantsPlace() {
        // Given
        ZoneId farEast = ZoneId.of("Pacific/Kiritimati");
        TestEvents.publish(
                "identity",
                api.tenantId,
                new DomainEvent(
                        "tenant",
                        api.tenantId,
                        TenantChanged.TYPE,
                        new TenantChanged(
                                api.tenantId, "Atoll", "atoll", "ACTIVE", "EUR", farEast.getId(), "en", 10, 5)));
        String first = api.placedOrder(api.owner());

        // When / Then
        await(PATIENCE, () -> {
            String number = get(api.owner(), "/orders/" + api.placedOrderOf(first, api.owner()))
                    .path("orderNumber");
            String today = LocalDate.now(farEast).toString().replace("-", "");
            return number.startsWith("ORD-" + today);
        });
    }

    private void publishLink(ChannelLinkChanged link) {
        TestEvents.publish(
                "identity",
                api.tenantId,
                new DomainEvent("channel-link", link.linkId(), ChannelLinkChanged.TYPE, link));
    }

    private static void await(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        }
    }
}
