package io.tentabo.test;

import io.tentabo.kit.security.ApiKey;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * An API key that the service under test can exchange: {@code TestApiKey.worth(tenant, TestTokens.user(tenant).token())}.
 *
 * <p>It answers at once and with its token until a test says otherwise.
 */
public final class TestApiKey {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String text;
    private final String accessToken;

    private TestApiKey(String text, String accessToken) {
        this.text = text;
        this.accessToken = accessToken;
    }

    /** @param accessToken for which it is exchanged, from {@link TestTokens} */
    public static TestApiKey worth(UUID tenantId, String accessToken) {
        return new TestApiKey(ApiKey.generate(tenantId, new SecureRandom()).text(), accessToken)
                .answers(200, Duration.ZERO);
    }

    /** As a client sends it. */
    public String text() {
        return text;
    }

    /** From now on it is refused when a service asks again. */
    public TestApiKey revoke() {
        return answers(401, Duration.ZERO);
    }

    /** From now on the issuer answers with this status, after a delay. */
    public TestApiKey answers(int status, Duration delay) {
        control(request().put("status", status).put("delayMillis", delay.toMillis()));
        return this;
    }

    /** How often services have asked what it is worth. */
    public int exchanges() {
        return control(request()).getInteger("exchanges");
    }

    /** How many uses services have reported. */
    public long uses() {
        return control(request()).getLong("uses");
    }

    /** In how many reports. */
    public int reports() {
        return control(request()).getInteger("reports");
    }

    private JsonObject request() {
        return new JsonObject().put("key", text).put("accessToken", accessToken);
    }

    private static JsonObject control(JsonObject request) {
        String issuer = ConfigProvider.getConfig().getValue("tentabo.identity.url", String.class);
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(URI.create(issuer + ApiKeyDesk.CONTROL))
                            .POST(HttpRequest.BodyPublishers.ofString(request.encode()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new JsonObject(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while telling the stand-in about an API key", e);
        }
    }
}
