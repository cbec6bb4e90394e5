package io.tentabo.identity.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.kit.audit.AuditRecord;
import io.tentabo.kit.audit.VerificationResult;
import io.tentabo.kit.security.RequestIds;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the other services for their audit. No request waits for longer than configured, and those that wait for a long
 * verification keep no connection from those that read.
 */
@Singleton
class SliceClient {

    private static final Logger LOG = Logger.getLogger(SliceClient.class);

    private static final int READING_CONNECTIONS = 16;
    private static final int VERIFYING_CONNECTIONS = 4;

    /** More requests than this at once are not waited for but answered 503. */
    private static final int MAX_WAITING = 512;

    private static final int OK = 200;

    private final Map<String, URI> services;
    private final Duration readTimeout;
    private final Duration verificationTimeout;
    private final WebClient reading;
    private final WebClient verifying;
    private final ObjectMapper mapper;

    SliceClient(Vertx vertx, IdentityConfig config, ObjectMapper mapper) {
        this.services = Map.copyOf(config.audit().services());
        this.readTimeout = config.audit().readTimeout();
        this.verificationTimeout = config.audit().verificationTimeout();
        this.reading = client(vertx, READING_CONNECTIONS);
        this.verifying = client(vertx, VERIFYING_CONNECTIONS);
        this.mapper = mapper;
    }

    /** On whose behalf a service is asked. */
    record Asker(String authorization, @Nullable String requestId) {}

    /** A page as services answer with it. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SlicePage(List<AuditRecord> items, @Nullable String nextCursor) {}

    /** The services that can be asked. */
    Set<String> services() {
        return services.keySet();
    }

    Uni<SlicePage> list(String service, Map<String, String> parameters, Asker asker) {
        HttpRequest<Buffer> request = reading.requestAbs(HttpMethod.GET, address(service));
        parameters.forEach(request::addQueryParam);
        return ask(service, request, readTimeout, asker).map(answer -> read(service, answer, SlicePage.class));
    }

    Uni<VerificationResult> verify(String service, Asker asker) {
        HttpRequest<Buffer> request = verifying.requestAbs(HttpMethod.POST, address(service) + "/verification");
        return ask(service, request, verificationTimeout, asker)
                .map(answer -> read(service, answer, VerificationResult.class));
    }

    private Uni<Buffer> ask(String service, HttpRequest<Buffer> request, Duration timeout, Asker asker) {
        if (asker.requestId() != null) {
            request.putHeader(RequestIds.HEADER, asker.requestId());
        }
        return request.putHeader(HttpHeaders.AUTHORIZATION, asker.authorization())
                .timeout(timeout.toMillis())
                .send()
                .onFailure()
                .transform(failure -> logged(new SliceFailure(service, failure)))
                .map(response -> body(service, response));
    }

    private static Buffer body(String service, HttpResponse<Buffer> response) {
        if (response.statusCode() != OK || response.body() == null) {
            throw logged(new SliceFailure(service, response.statusCode()));
        }
        return response.body();
    }

    private <T> T read(String service, Buffer answer, Class<T> type) {
        try {
            return mapper.readValue(answer.getBytes(), type);
        } catch (IOException e) {
            throw logged(new SliceFailure(service, e));
        }
    }

    private static SliceFailure logged(SliceFailure failure) {
        if (!failure.isRefusal()) {
            LOG.warn(failure.getMessage());
        }
        return failure;
    }

    private String address(String service) {
        return services.get(service) + "/" + service + "/v1/audit";
    }

    private static WebClient client(Vertx vertx, int connections) {
        return WebClient.create(
                vertx,
                new WebClientOptions()
                        .setUserAgentEnabled(false)
                        .setFollowRedirects(false)
                        .setConnectTimeout(2_000)
                        .setMaxPoolSize(connections)
                        .setMaxWaitQueueSize(MAX_WAITING));
    }
}
