package io.tentabo.test.pipedrive;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A client of the stand-in that knows nothing but HTTP. */
final class StandInClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String baseUrl;
    private final String token;

    StandInClient(String baseUrl, String token) {
        this.baseUrl = baseUrl;
        this.token = token;
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, null);
    }

    JsonObject json(String path) {
        return new JsonObject(get(path).body());
    }

    HttpResponse<String> post(String path, JsonObject body) {
        return send("POST", path, body);
    }

    HttpResponse<String> patch(String path, JsonObject body) {
        return send("PATCH", path, body);
    }

    private HttpResponse<String> send(String method, String path, JsonObject body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("x-api-token", token)
                .header("content-type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
