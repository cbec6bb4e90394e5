package io.tentabo.test.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tentabo.test.SettableClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** States what Pipedrive documents, as far as the stand-in takes its place. */
class PipedriveStandInTest {

    private static final String TOKEN = "0123456789abcdef";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T08:00:00Z"));
    private PipedriveStandIn pipedrive;
    private StandInClient client;

    @BeforeEach
    void start() {
        restart(PipedriveOptions.withToken(TOKEN).burst(1_000, Duration.ofSeconds(2)));
    }

    @AfterEach
    void stop() {
        pipedrive.close();
    }

    @Test
    void aRequestWithoutTheTokenIsUnauthorized() {
        // Given
        StandInClient stranger = new StandInClient(pipedrive.baseUrl(), "another");

        // When
        HttpResponse<String> response = stranger.get("/v1/users/me");

        // Then
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(client.json("/v1/users/me").getJsonObject("data").getString("company_name"))
                .isNotBlank();
    }

    @Test
    void aLeadLinksAPersonOrAnOrganization() {
        // Given
        long organization = organization("Harborview");

        // When
        HttpResponse<String> unlinked = client.post("/v1/leads", new JsonObject().put("title", "Alone"));
        HttpResponse<String> linked =
                client.post("/v1/leads", new JsonObject().put("title", "Linked").put("organization_id", organization));

        // Then
        assertThat(unlinked.statusCode()).isEqualTo(400);
        assertThat(linked.statusCode()).isEqualTo(201);
        JsonObject lead = new JsonObject(linked.body()).getJsonObject("data");
        assertThat(UUID.fromString(lead.getString("id"))).isNotNull();
        assertThat(lead.getString("update_time")).isEqualTo("2026-11-21 08:00:00");
    }

    @Test
    void leadPagesAreOffsetsInAFlatEnvelope() {
        // Given
        long organization = organization("Harborview");
        for (int i = 0; i < 3; i++) {
            lead("Lead " + i, organization);
        }

        // When
        JsonObject first = client.json("/v1/leads?start=0&limit=2");
        JsonObject second = client.json("/v1/leads?start=2&limit=2");

        // Then
        assertThat(first.getJsonArray("data")).hasSize(2);
        assertThat(first.getJsonObject("additional_data").getBoolean("more_items_in_collection"))
                .isTrue();
        assertThat(first.getJsonObject("additional_data").fieldNames()).doesNotContain("next_start", "pagination");
        assertThat(second.getJsonArray("data")).hasSize(1);
        assertThat(second.getJsonObject("additional_data").getBoolean("more_items_in_collection"))
                .isFalse();
        assertThat(client.get("/v1/leads?limit=501").statusCode()).isEqualTo(400);
    }

    @Test
    void updatedSinceIncludesItsOwnInstant() {
        // Given
        long organization = organization("Harborview");
        lead("Old", organization);
        clock.advance(Duration.ofSeconds(10));
        lead("New", organization);

        // When
        JsonArray since =
                client.json("/v1/leads?updated_since=2026-11-21T08:00:10Z").getJsonArray("data");

        // Then
        assertThat(since).hasSize(1);
        assertThat(since.getJsonObject(0).getString("title")).isEqualTo("New");
    }

    @Test
    void anArchivedLeadLeavesTheInbox() {
        // Given
        UUID lead = lead("Kept", organization("Harborview"));

        // When
        client.patch("/v1/leads/" + lead, new JsonObject().put("is_archived", true));

        // Then
        assertThat(client.json("/v1/leads").getJsonArray("data")).isEmpty();
        assertThat(client.json("/v1/leads/archived").getJsonArray("data")).hasSize(1);
    }

    @Test
    void aDeletedLeadIsGone() {
        // Given
        UUID lead = lead("Gone", organization("Harborview"));

        // When
        pipedrive.account().deleteLead(lead);

        // Then
        assertThat(client.get("/v1/leads/" + lead).statusCode()).isEqualTo(404);
        assertThat(client.json("/v1/leads").getJsonArray("data")).isEmpty();
    }

    @Test
    void leadsInheritTheCustomFieldsOfDealsAtTheirRoot() {
        // Given
        HttpResponse<String> created = client.post(
                "/api/v2/dealFields",
                new JsonObject().put("field_name", "Partner").put("field_type", "varchar"));
        String code = new JsonObject(created.body()).getJsonObject("data").getString("field_code");
        long organization = organization("Harborview");

        // When
        HttpResponse<String> known = client.post(
                "/v1/leads",
                new JsonObject()
                        .put("title", "Marked")
                        .put("organization_id", organization)
                        .put(code, "P-7"));
        HttpResponse<String> unknown = client.post(
                "/v1/leads",
                new JsonObject()
                        .put("title", "Marked")
                        .put("organization_id", organization)
                        .put("f".repeat(40), "P-7"));

        // Then
        assertThat(code).hasSize(40);
        assertThat(new JsonObject(known.body()).getJsonObject("data").getString(code))
                .isEqualTo("P-7");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(client.json("/v1/leadFields")
                        .getJsonArray("data")
                        .getJsonObject(0)
                        .getString("key"))
                .isEqualTo(code);
    }

    @Test
    void cursorsLeadThroughEveryRecordAndEndWithNull() {
        // Given
        for (int i = 0; i < 5; i++) {
            organization("Organization " + i);
        }

        // When
        List<String> names = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonObject page = client.json("/api/v2/organizations?limit=2" + cursor);
            page.getJsonArray("data").forEach(entry -> names.add(((JsonObject) entry).getString("name")));
            String next = page.getJsonObject("additional_data").getString("next_cursor");
            cursor = next == null ? null : "&cursor=" + next;
        }

        // Then
        assertThat(names).hasSize(5).doesNotHaveDuplicates();
        assertThat(client.get("/api/v2/organizations?cursor=!").statusCode()).isEqualTo(400);
        assertThat(client.get("/v2/organizations").statusCode()).isEqualTo(404);
    }

    @Test
    void anExactSearchFindsAPersonByEmail() {
        // Given
        pipedrive
                .account()
                .createPerson(new JsonObject()
                        .put("name", "Ada")
                        .put("emails", new JsonArray().add(new JsonObject().put("value", "ada@harborview.example"))));

        // When
        JsonArray items = client.json(
                        "/api/v2/persons/search?fields=email&exact_match=true&term=Ada@harborview.example")
                .getJsonObject("data")
                .getJsonArray("items");

        // Then
        assertThat(items).hasSize(1);
        assertThat(items.getJsonObject(0).getJsonObject("item").getString("name"))
                .isEqualTo("Ada");
    }

    @Test
    void theBurstWindowRefusesAndOpensAgain() {
        // Given
        restart(PipedriveOptions.withToken(TOKEN).burst(2, Duration.ofSeconds(2)));
        client.get("/v1/users/me");

        // When
        HttpResponse<String> last = client.get("/v1/users/me");
        HttpResponse<String> refused = client.get("/v1/users/me");
        clock.advance(Duration.ofSeconds(2));
        HttpResponse<String> later = client.get("/v1/users/me");

        // Then
        assertThat(last.headers().firstValue("x-ratelimit-limit")).contains("2");
        assertThat(last.headers().firstValue("x-ratelimit-remaining")).contains("0");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
        assertThat(later.statusCode()).isEqualTo(200);
    }

    @Test
    void hammeringIsAnsweredWithAPageInHtml() {
        // Given
        restart(PipedriveOptions.withToken(TOKEN)
                .burst(1, Duration.ofSeconds(2))
                .blocking(3, Duration.ofSeconds(30)));
        client.get("/v1/users/me");

        // When
        for (int i = 0; i < 3; i++) {
            assertThat(client.get("/v1/users/me").statusCode()).isEqualTo(429);
        }
        HttpResponse<String> blocked = client.get("/v1/users/me");
        clock.advance(Duration.ofSeconds(5));
        HttpResponse<String> stillBlocked = client.get("/v1/users/me");

        // Then
        assertThat(blocked.statusCode()).isEqualTo(403);
        assertThat(blocked.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
        assertThat(stillBlocked.statusCode()).isEqualTo(403);
    }

    @Test
    void requestsCostTokensOfTheDay() {
        // Given
        restart(PipedriveOptions.withToken(TOKEN).daily(21));

        // When
        int list = client.get("/v1/leads").statusCode();
        HttpResponse<String> second = client.get("/v1/leads");
        clock.advance(Duration.ofDays(1));
        int tomorrow = client.get("/v1/leads").statusCode();

        // Then
        assertThat(list).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("x-ratelimit-remaining")).isNotEqualTo("0");
        assertThat(tomorrow).isEqualTo(200);
        assertThat(pipedrive.spentTokens()).isEqualTo(20);
    }

    @Test
    void aLostResponseLeavesItsWorkDone() {
        // Given
        long organization = organization("Harborview");
        pipedrive.faults().next(1, "POST", "/v1/leads", new Fault.LoseResponse());

        // When
        JsonObject lead = new JsonObject().put("title", "Once").put("organization_id", organization);
        assertThatThrownBy(() -> client.post("/v1/leads", lead)).isInstanceOf(UncheckedIOException.class);

        // Then
        assertThat(pipedrive.account().leads()).hasSize(1);
        assertThat(client.get("/v1/leads").statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusalSaysWhenToComeBackIfItIsToldTo() {
        // Given
        pipedrive.faults().next(1, "GET", "/v1/leads", new Fault.Refuse(429, Duration.ofHours(1)));

        // When
        HttpResponse<String> refused = client.get("/v1/leads");

        // Then
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("3600");
    }

    @Test
    void faultsCanBeOrderedOverHttp() {
        // When
        client.post(
                ControlApi.PATH + "/faults",
                new JsonObject().put("kind", "refuse").put("status", 500).put("times", 2));

        // Then
        assertThat(client.get("/v1/leads").statusCode()).isEqualTo(500);
        assertThat(client.get("/v1/leads").statusCode()).isEqualTo(500);
        assertThat(client.get("/v1/leads").statusCode()).isEqualTo(200);
    }

    private void restart(PipedriveOptions options) {
        if (pipedrive != null) {
            pipedrive.close();
        }
        pipedrive = PipedriveStandIn.start(0, options.clock(clock));
        client = new StandInClient(pipedrive.baseUrl(), TOKEN);
    }

    private long organization(String name) {
        return pipedrive
                .account()
                .createOrganization(new JsonObject().put("name", name))
                .getLong("id");
    }

    private UUID lead(String title, long organization) {
        return UUID.fromString(pipedrive
                .account()
                .createLead(new JsonObject().put("title", title).put("organization_id", organization))
                .getString("id"));
    }
}
