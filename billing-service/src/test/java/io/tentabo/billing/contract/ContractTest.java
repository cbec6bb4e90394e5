package io.tentabo.billing.contract;

import static io.tentabo.billing.BillingApi.as;
import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.id;
import static io.tentabo.billing.BillingApi.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.billing.BillingApi;
import io.tentabo.kit.security.RowScope;
import io.tentabo.model.event.NoteEvent;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestEvents.Published;
import io.tentabo.test.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class ContractTest {

    private final BillingApi api = BillingApi.newTenant();

    @Test
    void aContractCanBeEnteredWithoutAnOrder() {
        // Given
        UUID partner = UUID.randomUUID();
        UUID manager = UUID.randomUUID();

        // When
        String contract = id(post(api.owner(), "/contracts", direct(partner, manager)));

        // Then
        get(api.partner(partner), "/contracts/" + contract)
                .then()
                .statusCode(200)
                .body("expirationDate", equalTo("2027-02-28"))
                .body("valuePerPeriod", equalTo("99.90"))
                .body("totalValue", equalTo("399.60"))
                .body("notesInternal", nullValue());
        get(api.partner(UUID.randomUUID()), "/contracts/" + contract).then().statusCode(404);
        get(BillingApi.newTenant().owner(), "/contracts/" + contract).then().statusCode(404);
        String member = TestTokens.user(api.tenantId, manager)
                .permissions("contracts.read")
                .scope(RowScope.ASSIGNED)
                .token();
        get(member, "/contracts").then().body("items.id", contains(contract));
        get(api.owner(), "/contracts/" + contract + "/history").then().body("items.newStatus", contains("ACTIVE"));
        post(api.partner(partner), "/contracts", direct(partner, manager))
                .then()
                .statusCode(403);
    }

    @Test
    void aTermConsistsOfWholePeriodsAndExactAmounts() {
        // Given
        Map<String, Object> halfPeriod = direct(UUID.randomUUID(), UUID.randomUUID());
        halfPeriod.put("months", 13);
        Map<String, Object> halfCent = direct(UUID.randomUUID(), UUID.randomUUID());
        halfCent.put("valuePerPeriod", "0.005");

        Map<String, Object> beyondDigits = direct(UUID.randomUUID(), UUID.randomUUID());

        // When / Then
        post(api.owner(), "/contracts", halfPeriod).then().statusCode(400);
        post(api.owner(), "/contracts", halfCent).then().statusCode(400);
        for (String endless : List.of("1E+30000000", "1E+2147483647", "100E+2147483647", "1E-30000000")) {
            beyondDigits.put("valuePerPeriod", endless);
            post(api.owner(), "/contracts", beyondDigits).then().statusCode(400).body("code", equalTo("malformed"));
        }
    }

    @Test
    void aContractThatIsEnteredNamesAKnownCustomerOrNone() {
        // Given
        Map<String, Object> known = direct(UUID.randomUUID(), UUID.randomUUID());
        known.put("customerId", api.customer());
        Map<String, Object> unknown = direct(UUID.randomUUID(), UUID.randomUUID());
        unknown.put("customerId", BillingApi.newTenant().customer());

        // When / Then
        post(api.owner(), "/contracts", known).then().statusCode(201);
        post(api.owner(), "/contracts", unknown)
                .then()
                .statusCode(422)
                .body("code", equalTo("contract.unknown-customer"));
    }

    @Test
    void aContractIsChangedUnderItsVersionAndNotedUpon() {
        // Given
        UUID partner = UUID.randomUUID();
        String contract = id(post(api.owner(), "/contracts", direct(partner, UUID.randomUUID())));
        String path = "/billing/v1/contracts/" + contract;
        String tag = get(api.owner(), "/contracts/" + contract).header("ETag");

        // When / Then
        as(api.owner())
                .header("If-Match", tag)
                .body(Map.of("contractType", "MSP"))
                .patch(path)
                .then()
                .statusCode(200)
                .body("contractType", equalTo("MSP"));
        as(api.owner())
                .header("If-Match", tag)
                .body(Map.of("contractType", "OTHER"))
                .patch(path)
                .then()
                .statusCode(412);
        as(api.owner()).body(Map.of("totalValue", "1")).patch(path).then().statusCode(400);
        String note = id(post(
                api.owner(), "/contracts/" + contract + "/notes", Map.of("content", "Call in May", "internal", true)));
        get(api.owner(), "/contracts/" + contract + "/notes").then().body("items.id", contains(note));
        get(api.partner(partner), "/contracts/" + contract + "/notes").then().body("items", hasSize(0));
        as(api.owner())
                .body(Map.of("pinned", true))
                .patch(path + "/notes/" + note)
                .then()
                .statusCode(200);
        as(api.owner()).delete(path + "/notes/" + note).then().statusCode(204);
        for (String type : List.of(
                NoteEvent.CONTRACT_NOTE_CREATED, NoteEvent.CONTRACT_NOTE_UPDATED, NoteEvent.CONTRACT_NOTE_DELETED)) {
            Published event = TestEvents.awaitEvent("billing", UUID.fromString(contract), type);
            assertThat(event.payload(NoteEvent.class).noteId()).hasToString(note);
            assertThat(event.payload(NoteEvent.class).subject()).isEqualTo("CONTRACT");
            assertThat(event.payload().toString()).doesNotContain("Call in May");
        }
    }

    @Test
    void theChannelWritesNoInternalNotes() {
        // Given
        UUID partner = UUID.randomUUID();
        String channel = TestTokens.user(api.tenantId)
                .permissions("contracts.read", "contracts.manage", "orders.activate")
                .partner(partner)
                .token();
        String contract = id(post(api.owner(), "/contracts", direct(partner, UUID.randomUUID())));
        String order = api.fulfilledOrder(Map.of("partnerId", partner));
        Map<String, Object> withoutNotes = direct(partner, UUID.randomUUID());
        withoutNotes.remove("notesInternal");

        // When
        Response entered = post(channel, "/contracts", direct(partner, UUID.randomUUID()));
        Response changed =
                as(channel).body(Map.of("notesInternal", "Renewed")).patch("/billing/v1/contracts/" + contract);
        Response activated = post(channel, "/orders/" + order + "/activate", Map.of("notesInternal", "Free year"));

        // Then
        for (Response refused : List.of(entered, changed, activated)) {
            refused.then().statusCode(403).body("code", equalTo("contract.notes-are-internal"));
        }
        get(api.owner(), "/contracts/" + contract).then().body("notesInternal", equalTo("Taken over"));
        post(channel, "/contracts", withoutNotes).then().statusCode(201);
        post(channel, "/orders/" + order + "/activate", "").then().statusCode(201);
    }

    private static Map<String, Object> direct(UUID partner, UUID manager) {
        return new HashMap<>(Map.of(
                "contractType", "RESELLER",
                "partnerId", partner,
                "userId", manager,
                "activationDate", "2026-02-28",
                "months", 12,
                "periodicityMonths", 3,
                "currency", "EUR",
                "valuePerPeriod", "99.90",
                "notesInternal", "Taken over"));
    }
}
