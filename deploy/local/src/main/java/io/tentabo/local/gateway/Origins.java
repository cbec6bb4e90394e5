package io.tentabo.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/**
 * The last step: sends the request to its service and turns a failure into a problem. It does so itself rather than
 * through the proxy's own origin, which answers a failure with an empty 502 that cannot be replaced.
 */
final class Origins implements ProxyInterceptor {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);

    private final Map<String, URI> origins;

    Origins(Map<String, URI> origins) {
        this.origins = Map.copyOf(origins);
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ProxyRequest request = context.request();
        URI origin = Objects.requireNonNull(
                origins.get(Routes.serviceOf(request.proxiedRequest().path())));
        RequestOptions options = new RequestOptions()
                .setHost(origin.getHost())
                .setPort(origin.getPort())
                .setMethod(request.getMethod())
                .setURI(request.getURI())
                .setConnectTimeout(CONNECT_LIMIT.toMillis())
                .setIdleTimeout(SILENCE_LIMIT.toMillis());
        return context.client()
                .request(options)
                .compose(request::send)
                .recover(failure -> Future.succeededFuture(problem(failure).instead(request)));
    }

    private static GatewayProblem problem(Throwable failure) {
        return failure instanceof TimeoutException ? GatewayProblem.SERVICE_SLOW : GatewayProblem.SERVICE_DOWN;
    }
}
