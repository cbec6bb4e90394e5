package io.tentabo.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tentabo.local.Suite;
import io.tentabo.local.demo.ApiClient;
import io.tentabo.local.demo.ApiResponse;
import io.tentabo.local.demo.MainJob;
import io.tentabo.local.demo.Oxibox;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSuite.class)
class AuditIT {

    private static final String AUDIT = "/identity/v1/audit";

    private final Suite suite;

    AuditIT(Suite suite) {
        this.suite = suite;
    }

    @Test
    void whatAllServicesRecordedOnTheWayIsOneListThatIsExportedAndVerified()
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        // Given
        assertThat(MainJob.walk(suite, new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                        .passed())
                .isTrue();
        String token = token();
        ApiClient admin = suite.api().withToken(token);
        String soFar = "?to=" + Instant.now();

        // When
        List<JsonNode> listed = everyPage(admin, soFar);
        List<String> exported = export(token, soFar).lines().toList();
        ApiResponse verified = admin.post(AUDIT + "/verification", Map.of());

        // Then
        assertThat(listed)
                .extracting(record -> record.path("service").asText())
                .contains("identity", "crm", "billing", "sync");
        assertThat(listed)
                .extracting(record -> record.path("action").asText())
                .contains("lead.created", "lead.converted", "order.created", "contract.created", "connection.created");
        assertThat(listed).isSortedAccordingTo((one, other) -> Instant.parse(
                        other.path("createdAt").asText())
                .compareTo(Instant.parse(one.path("createdAt").asText())));

        assertThat(exported.subList(0, exported.size() - 1).stream()
                        .map(line -> parse(line).path("id").asText())
                        .toList())
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(listed.stream()
                        .map(record -> record.path("id").asText())
                        .toList());
        JsonNode end = parse(exported.getLast()).path("export");
        assertThat(end.path("complete").asBoolean()).isTrue();
        assertThat(end.path("records").asInt()).isEqualTo(listed.size());
        assertThat(end.path("sha256").asText()).isEqualTo(sha256(exported.subList(0, exported.size() - 1)));

        assertThat(verified.expect(200).text("verdict")).isEqualTo("INTACT");
        assertThat(verified.body().path("services")).hasSize(4);
    }

    private static List<JsonNode> everyPage(ApiClient admin, String query) {
        List<JsonNode> records = new ArrayList<>();
        ApiResponse page = admin.get(AUDIT + query + "&limit=70").expect(200);
        records.addAll(page.items());
        while (page.body().hasNonNull("nextCursor")) {
            page = admin.get(AUDIT + query + "&limit=70&cursor=" + page.text("nextCursor"))
                    .expect(200);
            records.addAll(page.items());
        }
        return records;
    }

    private String export(String token, String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(suite.baseUri().resolve(AUDIT + "/export" + query))
                .header("Authorization", "Bearer " + token)
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    private String token() {
        return suite.api()
                .post(
                        "/identity/v1/sessions",
                        Map.of(
                                "tenant",
                                Oxibox.SLUG,
                                "username",
                                Oxibox.ADMIN,
                                "password",
                                suite.secrets().demoPassword(Oxibox.ADMIN)))
                .expect(201)
                .text("accessToken");
    }

    private static JsonNode parse(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static String sha256(List<String> lines) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }
}
