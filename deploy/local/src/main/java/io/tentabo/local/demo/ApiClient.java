package io.tentabo.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The suite's HTTP APIs, as one caller sees them through the gateway. */
public final class ApiClient {

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI base;
    private final @Nullable String token;

    private ApiClient(HttpClient http, URI base, @Nullable String token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    /** A caller who has not signed in. */
    public static ApiClient of(URI gateway) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new ApiClient(http, gateway, null);
    }

    public ApiClient withToken(String accessToken) {
        return new ApiClient(http, base, accessToken);
    }

    /** Signs in with a local password and answers a client that acts as that user. */
    public ApiClient signIn(String tenant, String username, String password) {
        ApiResponse session =
                post("/identity/v1/sessions", Map.of("tenant", tenant, "username", username, "password", password));
        return withToken(session.expect(201).text("accessToken"));
    }

    /** Signs in as a client of the platform, e.g. its operator. */
    public ApiClient signInAsClient(String clientId, String secret) {
        String form = form(Map.of("grant_type", "client_credentials", "client_id", clientId, "client_secret", secret));
        HttpRequest.Builder request = request("/identity/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return withToken(send(request).expect(200).text("access_token"));
    }

    public ApiResponse get(String path) {
        return send(request(path).GET());
    }

    public ApiResponse post(String path, Object body) {
        return post(path, body, Map.of());
    }

    /** @param idempotencyKey the same for every attempt at the same creation */
    public ApiResponse post(String path, Object body, String idempotencyKey) {
        return post(path, body, Map.of("Idempotency-Key", idempotencyKey));
    }

    public ApiResponse post(String path, Object body, Map<String, String> headers) {
        return send("POST", path, "application/json", body, headers);
    }

    public ApiResponse put(String path, Object body) {
        return send("PUT", path, "application/json", body, Map.of());
    }

    public ApiResponse patch(String path, Object mergePatch) {
        return patch(path, mergePatch, Map.of());
    }

    public ApiResponse patch(String path, Object mergePatch, Map<String, String> headers) {
        return send("PATCH", path, "application/merge-patch+json", mergePatch, headers);
    }

    public ApiResponse delete(String path) {
        return send(request(path).DELETE());
    }

    /** @param body sent as it is when it is a string, otherwise as JSON */
    private ApiResponse send(String method, String path, String type, Object body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", type);
        headers.forEach(request::header);
        return send(request.method(method, HttpRequest.BodyPublishers.ofString(text(body))));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(REQUEST_LIMIT)
                .header("Accept", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private ApiResponse send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return ApiResponse.of(response, JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " got no answer", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during " + request.method() + " " + request.uri());
        }
    }

    private static String text(Object body) {
        try {
            return body instanceof String text ? text : JSON.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** For use in a query. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
