package io.tentabo.identity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.restassured.response.Response;
import io.tentabo.identity.Identity;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.identity.audit.OtherServices.Behaviour;
import io.tentabo.kit.audit.AuditPosition;
import io.tentabo.kit.crypto.Sha256;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@IdentityTest
class AuditExportTest {

    private static final String EXPORT = "/identity/v1/audit/export";
    private static final String NOTED = EXPORT + "?action=" + Recorded.ACTION;

    OtherServices others;

    private Tenant tenant;

    @BeforeEach
    void begin() {
        others.reset();
        tenant = Identity.tenant();
    }

    @AfterEach
    void end() {
        others.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-createdAt", "createdAt"})
    void everyRecordIsExportedOnceAndTheLastLineProvesIt(String sort) {
        // Given
        Recorded recorded = Recorded.in(tenant, others, 1_500, 7);

        // When
        Response response = tenant.asOwner().get(NOTED + "&sort=" + sort);

        // Then
        response.then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .header("Content-Disposition", matchesPattern("attachment; filename=\"audit-[0-9a-f-]{36}\\.jsonl\""));
        Export export = new Export(response.asString());
        assertThat(export.records())
                .containsExactlyElementsOf(sort.equals("createdAt") ? recorded.oldestFirst() : recorded.newestFirst());
        assertThat(export.end().getBoolean("complete")).isTrue();
        assertThat(export.end().getInteger("records")).isEqualTo(recorded.size());
        assertThat(export.end().getString("sha256")).isEqualTo(export.sha256());
    }

    @Test
    void anExportWithoutRecordsIsComplete() {
        // When
        Export export = new Export(tenant.asOwner().get(NOTED).asString());

        // Then
        assertThat(export.records()).isEmpty();
        assertThat(export.end().getBoolean("complete")).isTrue();
        assertThat(export.end().getString("sha256")).isEqualTo(export.sha256());
    }

    @Test
    void whoExportsWhatIsAudited() {
        // When
        String id = new Export(tenant.asOwner()
                        .get(NOTED + "&service=identity&service=crm")
                        .asString())
                .end()
                .getString("id");

        // Then
        tenant.asOwner()
                .get("/identity/v1/audit?action=audit.exported")
                .then()
                .statusCode(200)
                .body("items.entityId", contains(id))
                .body("items[0].entityType", equalTo("audit-export"))
                .body("items[0].actorId", equalTo(tenant.ownerId().toString()))
                .body("items[0].newValues.services", contains("crm", "identity"))
                .body("items[0].newValues.filter.action", equalTo(Recorded.ACTION));
    }

    @Test
    void anExportThatCannotBeginIsRefusedAndNotAudited() {
        // Given
        others.behave("billing", Behaviour.DOWN);

        // Then
        tenant.asOwner()
                .get(EXPORT)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("audit.service-unavailable"))
                .body("services", contains("billing"));
        others.reset();
        tenant.asOwner().get("/identity/v1/audit?action=audit.exported").then().body("items", equalTo(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-createdAt", "createdAt"})
    void anExportThatBreaksOffSaysSoAndIsContinued(String sort) {
        // Given
        Recorded recorded = Recorded.in(tenant, others, 2_000, 7);
        others.goDownAfter(5);

        // When
        Export first = new Export(tenant.asOwner().get(NOTED + "&sort=" + sort).asString());
        others.reset();
        Export rest = new Export(tenant.asOwner()
                .get(NOTED + "&sort=" + sort + "&" + first.end().getString("resume"))
                .asString());

        // Then
        assertThat(first.end().getBoolean("complete")).isFalse();
        assertThat(first.end().getString("code")).isEqualTo("audit.service-unavailable");
        assertThat(first.end().getJsonArray("services")).isNotEmpty();
        assertThat(first.end().getString("sha256")).isEqualTo(first.sha256());
        assertThat(first.records()).isNotEmpty();
        assertThat(rest.end().getBoolean("complete")).isTrue();
        List<String> together = new ArrayList<>(first.records());
        together.addAll(rest.records());
        assertThat(together)
                .containsExactlyElementsOf(sort.equals("createdAt") ? recorded.oldestFirst() : recorded.newestFirst());
    }

    @Test
    void nothingIsReadAheadOfAClientThatDoesNotRead() throws IOException, InterruptedException {
        // Given
        int pages = 150;
        Instant time = Instant.now().minusSeconds(60);
        String text = "x".repeat(1_000);
        for (int i = 0; i < pages * 200; i++) {
            AuditPosition position = new AuditPosition(time.minusMillis(i), UUID.randomUUID());
            others.record("crm", tenant.id(), position, Recorded.ACTION, text);
        }
        URI here = URI.create(ConfigProvider.getConfig().getValue("tentabo.token.issuer", String.class));

        // When
        int asked;
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(16 * 1024);
            client.connect(new InetSocketAddress("localhost", here.getPort()));
            client.getOutputStream()
                    .write("GET %s&service=crm HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(NOTED, tenant.ownerToken())
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().read()).isEqualTo('H');
            asked = askedWhenQuiet();
        }

        // Then
        assertThat(asked).isLessThan(pages / 2);
        assertThat(askedWhenQuiet()).as("after the client has gone").isLessThan(asked + 3);
    }

    /** How often the other services were asked until two seconds went by without a question. */
    private int askedWhenQuiet() throws InterruptedException {
        int before;
        int now = others.asked().size();
        do {
            before = now;
            Thread.sleep(2_000);
            now = others.asked().size();
        } while (now > before);
        return now;
    }

    /** An export as its client reads it. */
    private record Export(String text) {

        List<String> records() {
            return lines().subList(0, lines().size() - 1).stream()
                    .map(JsonObject::new)
                    .map(record -> record.getString("service") + " " + record.getString("id"))
                    .toList();
        }

        JsonObject end() {
            assertThat(text).endsWith("\n");
            return new JsonObject(lines().getLast()).getJsonObject("export");
        }

        String sha256() {
            return HexFormat.of()
                    .formatHex(Sha256.of(
                            text.substring(0, text.length() - lines().getLast().length() - 1)));
        }

        private List<String> lines() {
            return text.lines().toList();
        }
    }
}
