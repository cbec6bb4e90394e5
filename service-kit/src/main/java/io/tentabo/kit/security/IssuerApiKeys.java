package io.tentabo.kit.security;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The issuer in another process, asked at its internal endpoints. */
@DefaultBean
@Singleton
class IssuerApiKeys implements ApiKeyExchange {

    private static final String TOKENS = "/identity/internal/api-key-tokens";
    private static final String USES = "/identity/internal/api-key-uses";

    private static final int CONNECTIONS = 8;

    /** More keys than this at once are not waited for but answered 503. */
    private static final int MAX_WAITING = 512;

    private final WebClient client;
    private final String url;
    private final long timeoutMillis;

    IssuerApiKeys(Vertx vertx, @ConfigProperty(name = "tentabo.identity.url") String url, ApiKeyConfig config) {
        this.url = url;
        this.timeoutMillis = config.timeout().toMillis();
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setUserAgentEnabled(false)
                        .setConnectTimeout(Math.toIntExact(timeoutMillis))
                        .setMaxPoolSize(CONNECTIONS)
                        .setMaxWaitQueueSize(MAX_WAITING));
    }

    @Override
    public Uni<ApiKeyToken> exchange(ApiKey key, @Nullable String address) {
        JsonObject request = new JsonObject().put("key", key.text());
        if (address != null) {
            request.put("address", address);
        }
        return post(TOKENS, request).map(IssuerApiKeys::token);
    }

    @Override
    public Uni<Void> report(List<ApiKeyUse> uses) {
        JsonArray items = new JsonArray();
        for (ApiKeyUse use : uses) {
            JsonObject item = new JsonObject()
                    .put("accessToken", use.accessToken())
                    .put("count", use.count())
                    .put("lastUsedAt", use.lastUsedAt().toString());
            if (use.lastUsedIp() != null) {
                item.put("lastUsedIp", use.lastUsedIp());
            }
            items.add(item);
        }
        return post(USES, new JsonObject().put("uses", items))
                .invoke(response -> require(response, 204))
                .replaceWithVoid();
    }

    private Uni<HttpResponse<Buffer>> post(String path, JsonObject body) {
        return client.postAbs(url + path).timeout(timeoutMillis).sendJsonObject(body);
    }

    private static ApiKeyToken token(HttpResponse<Buffer> response) {
        switch (response.statusCode()) {
            case 401 -> throw ApiKeyRefusals.refused();
            case 429 -> throw ApiKeyRefusals.throttled(response.getHeader(HttpHeaders.RETRY_AFTER));
            default -> require(response, 200);
        }
        JsonObject token = response.bodyAsJsonObject();
        return new ApiKeyToken(
                UUID.fromString(token.getString("keyId")),
                token.getString("accessToken"),
                Duration.ofSeconds(token.getLong("expiresIn")));
    }

    private static void require(HttpResponse<Buffer> response, int status) {
        if (response.statusCode() != status) {
            throw new IllegalStateException("The issuer answers with status " + response.statusCode());
        }
    }
}
