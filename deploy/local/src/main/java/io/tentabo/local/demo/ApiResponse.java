package io.tentabo.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * An answer of the suite.
 *
 * @param request method and path, for messages
 * @param body the parsed JSON; a missing node when there is none
 */
public record ApiResponse(String request, int status, HttpHeaders headers, JsonNode body) {

    static ApiResponse of(HttpResponse<byte[]> response, ObjectMapper json) {
        String request =
                response.request().method() + " " + response.request().uri().getPath();
        return new ApiResponse(request, response.statusCode(), response.headers(), parse(response, json));
    }

    private static JsonNode parse(HttpResponse<byte[]> response, ObjectMapper json) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (response.body().length == 0 || !type.contains("json")) {
            return MissingNode.getInstance();
        }
        try {
            return json.readTree(response.body());
        } catch (IOException e) {
            String text = new String(response.body(), StandardCharsets.UTF_8);
            throw new IllegalStateException("Not JSON, though it says so: " + text, e);
        }
    }

    /** Fails with what the suite said unless the status is one of these. */
    public ApiResponse expect(Integer... statuses) {
        if (!List.of(statuses).contains(status)) {
            throw new UnexpectedResponse(this);
        }
        return this;
    }

    /** A member of the body as text; fails when it is absent. */
    public String text(String member) {
        JsonNode value = body.path(member);
        if (value.isMissingNode() || value.isNull()) {
            throw new IllegalStateException(request + " answered without " + member + ": " + body);
        }
        return value.asText();
    }

    public UUID id() {
        return UUID.fromString(text("id"));
    }

    public BigDecimal decimal(String member) {
        return new BigDecimal(text(member));
    }

    /** The elements of a list, or of one page of it. */
    public List<JsonNode> items() {
        JsonNode items = body.isArray() ? body : body.path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The stable code of a problem; empty when this is none. */
    public String problemCode() {
        return body.path("code").asText();
    }
}
