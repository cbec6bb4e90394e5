package io.tentabo.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The gateway before one service that answers with what reached it and one that is down. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayTest {

    private static final int TOO_MANY_BYTES = 10 * 1024 * 1024 + 1;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private Gateway gateway;

    @BeforeAll
    void start() throws IOException {
        HttpServer echo = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    JsonObject seen = new JsonObject()
                            .put("method", request.method().name())
                            .put("uri", request.uri())
                            .put("bytes", body.length());
                    request.headers()
                            .forEach(header ->
                                    seen.put(header.getKey().toLowerCase(java.util.Locale.ROOT), header.getValue()));
                    request.response()
                            .putHeader("Content-Type", "application/json")
                            .end(seen.toBuffer());
                }));
        int echoPort = echo.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        gateway = Gateway.start(
                freePort(),
                Map.of(
                        "crm", URI.create("http://127.0.0.1:" + echoPort),
                        "billing", URI.create("http://127.0.0.1:" + freePort())));
    }

    @AfterAll
    void stop() {
        gateway.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void methodPathQueryAndBodyReachTheServiceUnchanged() throws Exception {
        // When
        JsonObject seen = seen(request("/crm/v1/leads?q=a%20b&limit=2").method("PATCH", BodyPublishers.ofString("{}")));

        // Then
        assertThat(seen.getString("method")).isEqualTo("PATCH");
        assertThat(seen.getString("uri")).isEqualTo("/crm/v1/leads?q=a%20b&limit=2");
        assertThat(seen.getInteger("bytes")).isEqualTo(2);
    }

    @Test
    void aClientThatOffersHttp2IsAnsweredInHttp1() throws Exception {
        // When
        HttpResponse<String> answer = client.send(
                request("/crm/v1/leads").version(HttpClient.Version.HTTP_2).build(), BodyHandlers.ofString());

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void theServiceLearnsWhoCalledAndNothingThatTheClientClaimsAboutIt() throws Exception {
        // When
        JsonObject seen = seen(request("/crm/v1/leads")
                .header("X-Forwarded-For", "10.1.2.3")
                .header("X-Forwarded-Prefix", "/evil")
                .header("Forwarded", "for=10.1.2.3")
                .header("X-Real-IP", "10.1.2.3"));

        // Then
        assertThat(seen.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(seen.getString("x-forwarded-proto")).isEqualTo("http");
        assertThat(seen.getString("x-forwarded-host")).isEqualTo("localhost:" + gateway.port());
        assertThat(seen.getString("x-forwarded-port")).isEqualTo(String.valueOf(gateway.port()));
        assertThat(seen.fieldNames()).doesNotContain("x-forwarded-prefix", "forwarded", "x-real-ip");
    }

    @Test
    void anAcceptableRequestIdIsKeptAndAnyOtherReplaced() throws Exception {
        // When
        JsonObject kept = seen(request("/crm/v1/leads").header("X-Request-Id", "from-client-1"));
        HttpResponse<String> replaced =
                send(request("/crm/v1/leads").header("X-Request-Id", "<script>alert(1)</script>"));

        // Then
        assertThat(kept.getString("x-request-id")).isEqualTo("from-client-1");
        String made = new JsonObject(replaced.body()).getString("x-request-id");
        assertThat(made).matches("[0-9a-f-]{36}");
        assertThat(replaced.headers().firstValue("X-Request-Id")).contains(made);
    }

    @Test
    void aServiceThatIsDownIsAProblemAndNotSilence() throws Exception {
        // When
        HttpResponse<String> response =
                send(request("/billing/v1/orders").POST(BodyPublishers.ofString("{\"items\":[]}")));

        // Then
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new JsonObject(response.body()).getString("code")).isEqualTo("gateway.service-down");
        assertThat(response.headers().firstValue("X-Request-Id"))
                .contains(new JsonObject(response.body()).getString("requestId"));
    }

    @Test
    void aBodyAboveTheLimitIsRefusedWhenItsLengthIsAnnounced() throws Exception {
        // When
        HttpResponse<String> response =
                send(request("/crm/v1/leads").POST(BodyPublishers.ofByteArray(new byte[TOO_MANY_BYTES])));

        // Then
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(new JsonObject(response.body()).getString("code")).isEqualTo("too-large");
    }

    @Test
    void aBodyAboveTheLimitIsRefusedWhenItsLengthIsNot() throws Exception {
        // When
        HttpResponse<String> response = send(request("/crm/v1/leads")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[TOO_MANY_BYTES]))));

        // Then
        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void aBodyOfUnknownLengthBelowTheLimitArrivesWhole() throws Exception {
        // When
        JsonObject seen = seen(request("/crm/v1/leads")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[300_000]))));

        // Then
        assertThat(seen.getInteger("bytes")).isEqualTo(300_000);
    }

    @Test
    void whatHasNoRouteIsAProblem() throws Exception {
        // When
        HttpResponse<String> response = send(request("/crm/internal/leads"));

        // Then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void theStartPageLinksEveryServicesDocumentation() throws Exception {
        // When
        HttpResponse<String> response = send(request("/"));

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains(
                        "href=\"/identity/docs/\"",
                        "href=\"/crm/docs/\"",
                        "href=\"/billing/docs/\"",
                        "href=\"/sync/docs/\"");
    }

    private JsonObject seen(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request);
        assertThat(response.statusCode()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + path))
                .version(HttpClient.Version.HTTP_1_1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
