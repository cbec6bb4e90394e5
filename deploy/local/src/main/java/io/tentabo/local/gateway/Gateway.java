package io.tentabo.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.HttpProxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One address for all services: routes by the first path segment, changes no path, and streams bodies both ways. What
 * no client may reach (the services' internal and management endpoints) has no route.
 */
public final class Gateway implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int CONNECTIONS_PER_SERVICE = 128;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final HttpServer server;

    private Gateway(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param origins address of each service by its first path segment; need not answer yet
     * @throws java.net.BindException wrapped, when the port is taken
     */
    public static Gateway start(int port, Map<String, URI> origins) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        HttpProxy proxy = HttpProxy.reverseProxy(vertx.createHttpClient(
                        new HttpClientOptions().setKeepAliveTimeout(30).setDecompressionSupported(false),
                        new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_SERVICE)))
                .addInterceptor(new RequestIdentity())
                .addInterceptor(new ForwardingHeaders())
                .addInterceptor(new BodyLimit())
                .addInterceptor(new Origins(origins));
        Routes routes = new Routes(origins.keySet());
        HttpServerOptions options = new HttpServerOptions()
                .setHost(HOST)
                .setPort(port)
                // A GET that is upgraded on its way has a body of unknown length, which cannot be passed on as
                // HTTP/1.1.
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setMaxHeaderSize(32 * 1024);
        HttpServer server = vertx.createHttpServer(options).requestHandler(request -> dispatch(request, routes, proxy));
        try {
            join(server.listen());
        } catch (CompletionException e) {
            join(vertx.close());
            throw e;
        }
        return new Gateway(vertx, server);
    }

    private static void dispatch(HttpServerRequest request, Routes routes, HttpProxy proxy) {
        switch (routes.decide(request.path())) {
            case START_PAGE -> StartPage.answer(request);
            case SERVICE -> proxy.handle(request);
            case NONE -> GatewayProblem.NO_ROUTE.answer(request);
        }
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            System.getLogger(Gateway.class.getName())
                    .log(System.Logger.Level.WARNING, "The gateway did not close in good order", e);
        }
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
