package io.tentabo.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.local.ServiceName;
import io.tentabo.local.Suite;
import io.tentabo.local.demo.ApiClient;
import io.tentabo.local.demo.ApiResponse;
import io.tentabo.local.demo.EventTap;
import io.tentabo.local.demo.Eventually;
import io.tentabo.test.pipedrive.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** kill -9 of each service in the middle of the path: it completes afterwards, with nothing lost and nothing doubled. */
@ExtendWith(RunningSuite.class)
class CrashIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String LEADS = "/crm/v1/leads/";

    private final Suite suite;

    CrashIT(Suite suite) {
        this.suite = suite;
    }

    @AfterEach
    void forgetFaults() {
        suite.pipedrive().faults().clear();
    }

    @Test
    void aConversionDuringWhichCrmIsKilledEndsInExactlyOneOrder() throws Exception {
        // Given
        Vendor vendor = Vendor.in(suite);
        ApiClient partner = vendor.partner();
        UUID lead = partner.post(LEADS, Vendor.newLead("CRM dies")).expect(201).id();
        try (EventTap events = EventTap.open(suite.bootstrapServers())) {

            // When
            CompletableFuture<ApiResponse> interrupted;
            try (TableLock orders = TableLock.on(suite, "billing.orders")) {
                interrupted = CompletableFuture.supplyAsync(() -> convert(vendor, partner, lead));
                orders.awaitWaiter();
                suite.kill(ServiceName.CRM);
            }
            suite.restart(ServiceName.CRM);
            ApiResponse repeated = convert(vendor, partner, lead);

            // Then
            assertThat(interrupted.join().status()).isEqualTo(502);
            repeated.expect(200, 201);
            assertConvertedOnce(vendor, partner, lead, repeated, events);
        }
    }

    @Test
    void aConversionDuringWhichBillingIsKilledYieldsNothingAndItsRepetitionOneOrder() throws Exception {
        // Given
        Vendor vendor = Vendor.in(suite);
        ApiClient partner = vendor.partner();
        UUID lead =
                partner.post(LEADS, Vendor.newLead("Billing dies")).expect(201).id();
        try (EventTap events = EventTap.open(suite.bootstrapServers())) {

            // When
            CompletableFuture<ApiResponse> interrupted;
            try (TableLock orders = TableLock.on(suite, "billing.orders")) {
                interrupted = CompletableFuture.supplyAsync(() -> convert(vendor, partner, lead));
                orders.awaitWaiter();
                suite.kill(ServiceName.BILLING);
                assertThat(interrupted.join().status()).isIn(502, 503);
            }
            String statusMeanwhile = partner.get(LEADS + lead).expect(200).text("status");
            suite.restart(ServiceName.BILLING);
            ApiResponse repeated = convert(vendor, partner, lead);

            // Then
            assertThat(statusMeanwhile).isNotEqualTo("WON");
            repeated.expect(200, 201);
            assertConvertedOnce(vendor, partner, lead, repeated, events);
        }
    }

    @Test
    void validTokensKeepWorkingWhileIdentityIsDown() {
        // Given
        Vendor vendor = Vendor.in(suite);
        ApiClient partner = vendor.partner();
        UUID lead =
                partner.post(LEADS, Vendor.newLead("Identity dies")).expect(201).id();

        // When
        suite.kill(ServiceName.IDENTITY);
        ApiResponse note = partner.post(LEADS + lead + "/notes", Map.of("content", "Written without identity"));
        ApiResponse conversion = convert(vendor, partner, lead);
        ApiResponse signIn =
                suite.api().post("/identity/v1/sessions", Map.of("tenant", "t", "username", "u", "password", "p"));
        suite.restart(ServiceName.IDENTITY);

        // Then
        note.expect(201);
        conversion.expect(201);
        assertThat(signIn.status()).isEqualTo(502);
        assertThat(signIn.problemCode()).isEqualTo("gateway.service-down");
        vendor.partner().get("/identity/v1/me").expect(200);
    }

    @Test
    void aLeadWhosePushIsCutShortBySyncsDeathIsInPipedriveOnce() {
        // Given
        Vendor vendor = Vendor.in(suite);
        vendor.connectPipedrive();
        String title = "Sync dies " + UUID.randomUUID();
        suite.pipedrive().faults().next(1, "POST", "/v1/leads", new Fault.LoseResponse());

        // When
        UUID lead =
                vendor.partner().post(LEADS, Vendor.newLead(title)).expect(201).id();
        Eventually.await("The push", SOON, () -> remoteLeads(title).stream().findFirst());
        suite.kill(ServiceName.SYNC);
        suite.restart(ServiceName.SYNC);

        // Then
        Eventually.await("The lead's synchronisation", SOON, () -> Optional.of(
                        vendor.admin().get(LEADS + lead))
                .filter(read -> read.body().path("sync").path("status").asText().equals("SYNCED")));
        assertThat(remoteLeads(title)).hasSize(1);
    }

    private static ApiResponse convert(Vendor vendor, ApiClient partner, UUID lead) {
        return partner.post(LEADS + lead + "/convert", vendor.twentyUnits(), "convert-" + lead);
    }

    /** One order, a WON lead that names it, and one event of each, however often it was delivered. */
    private static void assertConvertedOnce(
            Vendor vendor, ApiClient partner, UUID lead, ApiResponse conversion, EventTap events) {
        UUID order = UUID.fromString(conversion.text("orderId"));
        ApiResponse won = partner.get(LEADS + lead).expect(200);
        assertThat(won.text("status")).isEqualTo("WON");
        assertThat(won.text("convertedOrderId")).isEqualTo(order.toString());
        assertThat(vendor.ordersOf(lead)).containsExactly(order);
        assertThat(partner.get("/billing/v1/orders/" + order).text("totalAmount"))
                .isEqualTo("3672.00");
        events.await(
                event ->
                        event.key().equals(lead.toString()) && event.shortType().equals("crm.lead.converted"),
                SOON);
        List<EventTap.Event> published = events.untilQuietFor(Duration.ofSeconds(1));
        assertThat(ids(published, lead, "crm.lead.converted")).hasSize(1);
        assertThat(ids(published, order, "billing.order.created")).hasSize(1);
    }

    private static List<String> ids(List<EventTap.Event> events, UUID aggregate, String type) {
        return events.stream()
                .filter(event -> event.key().equals(aggregate.toString()))
                .filter(event -> event.shortType().equals(type))
                .map(EventTap.Event::id)
                .distinct()
                .toList();
    }

    private List<JsonObject> remoteLeads(String title) {
        return suite.pipedrive().account().leads().stream()
                .filter(remote -> title.equals(remote.getString("title")))
                .toList();
    }
}
