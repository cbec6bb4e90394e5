package io.tentabo.sync.pipedrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tentabo.sync.SyncConfig;
import io.tentabo.sync.provider.AddressGuard;
import io.tentabo.sync.provider.ProviderFailure;
import io.tentabo.sync.provider.ProviderFailure.Kind;
import io.tentabo.sync.provider.ProviderSession;
import io.tentabo.sync.work.Pause;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to Pipedrive within its limits and tells what its answers mean.
 *
 * <p>A 429 is waited out, a few times; nothing is sent meanwhile on the same connection. What persists, or asks for a
 * silence too long to wait for, is a failure with a pause. An HTML page with 403 comes from the network in front of Pipedrive and means that we have been too eager.
 */
@ApplicationScoped
class PipedriveApi {

    private static final int ATTEMPTS = 5;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    /** No limit of Pipedrive's outlasts the day. */
    private static final Duration LONGEST_SILENCE = Duration.ofDays(1);

    private static final int MESSAGE_LENGTH = 300;
    /** How large an answer may be. */
    private static final int MOST_BYTES = 8 << 20;

    private final WebClient client;
    private final AddressGuard addresses;
    private final SyncConfig config;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Map<UUID, RequestBudget> budgets = new ConcurrentHashMap<>();

    PipedriveApi(Vertx vertx, AddressGuard addresses, SyncConfig config, ObjectMapper json, InstantSource clock) {
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setFollowRedirects(false)
                        .setConnectTimeout(5_000)
                        .setIdleTimeout(60)
                        .setKeepAlive(true)
                        .setMaxPoolSize(32)
                        .setUserAgent("tentabo-provider-sync"));
        this.addresses = addresses;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /** The whole answer of a successful request. */
    Uni<JsonNode> send(ProviderSession session, ApiCall call) {
        return attempt(session, call, 1);
    }

    private Uni<JsonNode> attempt(ProviderSession session, ApiCall call, int attempt) {
        RequestBudget budget = budgets.computeIfAbsent(session.access().connectionId(), id -> new RequestBudget());
        return place(session, budget, call).chain(() -> request(session, call)).chain(response -> {
            budget.learn(
                    number(response, "x-ratelimit-limit"), number(response, "x-ratelimit-remaining"), clock.instant());
            if (response.statusCode() != 429) {
                return Uni.createFrom().item(() -> read(response));
            }
            Duration silence = Objects.requireNonNullElse(silence(response), RequestBudget.WINDOW);
            if (silence.compareTo(LONGEST_WAIT) > 0) {
                throw new ProviderFailure(Kind.THROTTLED, "Pipedrive asks for a longer silence.", silence);
            }
            budget.close(clock.instant().plus(silence));
            if (attempt == ATTEMPTS) {
                throw exhausted(response);
            }
            return attempt(session, call, attempt + 1);
        });
    }

    /** Waits for a place in the burst window. */
    private Uni<Void> place(ProviderSession session, RequestBudget budget, ApiCall call) {
        Duration wait = budget.take(clock.instant(), call.isSearch());
        if (wait.isZero()) {
            return Uni.createFrom().voidItem();
        }
        session.throttled(wait.toMillis());
        return Pause.of(wait).chain(() -> place(session, budget, call));
    }

    private Uni<HttpResponse<Buffer>> request(ProviderSession session, ApiCall call) {
        URI base = session.access().baseUrl();
        return addresses.resolve(base.getHost()).chain(address -> {
            HttpRequest<Buffer> request = prepared(session, call, address);
            session.spent(call.cost());
            Uni<HttpResponse<Buffer>> sent = call.body() == null
                    ? request.send()
                    : request.sendBuffer(io.vertx.mutiny.core.buffer.Buffer.buffer(bytes(call.body())));
            return sent.onFailure().transform(PipedriveApi::unanswered);
        });
    }

    private static ProviderFailure unanswered(Throwable failure) {
        return failure.getCause() instanceof ProviderFailure refused
                ? refused
                : new ProviderFailure(
                        Kind.UNAVAILABLE,
                        "No answer from Pipedrive (" + failure.getClass().getSimpleName() + ").");
    }

    private HttpRequest<Buffer> prepared(ProviderSession session, ApiCall call, InetAddress address) {
        URI base = session.access().baseUrl();
        boolean tls = "https".equals(base.getScheme());
        int port = base.getPort() >= 0 ? base.getPort() : tls ? 443 : 80;
        String prefix = base.getPath() == null ? "" : base.getPath().replaceAll("/+$", "");
        HttpRequest<Buffer> request = client.request(
                        call.method(),
                        io.vertx.mutiny.core.net.SocketAddress.newInstance(
                                SocketAddress.inetSocketAddress(port, address.getHostAddress())),
                        port,
                        base.getHost(),
                        prefix + call.path())
                .as(BodyCodec.<Buffer>newInstance(new BoundedBody(MOST_BYTES)))
                .ssl(tls)
                .timeout(config.requestTimeout().toMillis())
                .putHeader("accept", "application/json")
                .putHeader("content-type", "application/json")
                .putHeader("x-api-token", session.access().apiToken());
        call.query().forEach(request::addQueryParam);
        return request;
    }

    private JsonNode read(HttpResponse<Buffer> response) {
        int status = response.statusCode();
        if (status == 403 && !isJson(response)) {
            throw new ProviderFailure(
                    Kind.BLOCKED, "Pipedrive's network blocks us after too many requests.", config.coolDown());
        }
        if (status >= 500 || !isJson(response)) {
            throw new ProviderFailure(
                    Kind.UNAVAILABLE, "Pipedrive answered with status " + status + ".", silence(response));
        }
        JsonNode body = parsed(response);
        if (status / 100 == 2) {
            return body;
        }
        String reason = "Pipedrive answered with status " + status + ": "
                + shortened(body.path("error").asText("no reason"));
        throw switch (status) {
            case 401, 403 -> new ProviderFailure(Kind.UNAUTHORIZED, "Pipedrive does not accept the API token.");
            case 404, 410 -> new ProviderFailure(Kind.NOT_FOUND, reason);
            case 408 -> new ProviderFailure(Kind.UNAVAILABLE, reason);
            default -> new ProviderFailure(Kind.REJECTED, reason);
        };
    }

    private ProviderFailure exhausted(HttpResponse<Buffer> response) {
        Integer remaining = number(response, "x-ratelimit-remaining");
        // Refused although the burst window has room: then it is the day's budget, which no header shows.
        boolean daily = remaining != null && remaining > 0;
        return new ProviderFailure(
                Kind.THROTTLED,
                daily ? "Pipedrive's daily budget is used up." : "Pipedrive keeps refusing: too many requests.",
                daily ? config.budgetPause() : null);
    }

    /** For how long an answer asks to send nothing, if it does. */
    private static @Nullable Duration silence(HttpResponse<Buffer> response) {
        Integer seconds = number(response, "retry-after");
        if (seconds == null || seconds < 0) {
            return null;
        }
        Duration asked = Duration.ofSeconds(seconds);
        return asked.compareTo(LONGEST_SILENCE) > 0 ? LONGEST_SILENCE : asked;
    }

    private JsonNode parsed(HttpResponse<Buffer> response) {
        try {
            Buffer body = response.body();
            return body == null ? json.createObjectNode() : json.readTree(body.getBytes());
        } catch (java.io.IOException e) {
            throw new ProviderFailure(Kind.UNAVAILABLE, "Pipedrive's answer is no JSON.");
        }
    }

    private byte[] bytes(JsonNode body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isJson(HttpResponse<Buffer> response) {
        String type = response.getHeader("content-type");
        return type != null && type.startsWith("application/json");
    }

    private static @Nullable Integer number(HttpResponse<Buffer> response, String header) {
        String text = response.getHeader(header);
        try {
            return text == null ? null : Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String shortened(String text) {
        return text.length() <= MESSAGE_LENGTH ? text : text.substring(0, MESSAGE_LENGTH);
    }
}
