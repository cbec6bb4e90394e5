package io.tentabo.identity.openid;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.provider.ProviderAddresses;
import io.tentabo.identity.provider.ProviderFailure;
import io.tentabo.identity.provider.ProviderFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends the protocol's requests to providers. Where they go is the tenant's choice, so they go to public addresses over TLS
 * only, unless the configuration allows others; they follow no redirect, and an answer is bounded in size and time. One
 * provider has a share of the requests that may be under way, so a slow one keeps its own people waiting and nobody else.
 */
@Singleton
class ProviderHttp {

    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_OF_ONE = 16;
    private static final int CONNECT_MILLIS = 3_000;

    private final Vertx vertx;
    private final ProviderAddresses addresses;
    private final boolean allowPlainHttp;
    private final Duration timeLimit;
    private final HttpClient client;
    private final AtomicInteger underWay = new AtomicInteger();
    /** Only those that have any. */
    private final Map<UUID, Integer> underWayByProvider = new ConcurrentHashMap<>();

    ProviderHttp(Vertx vertx, ProviderAddresses addresses, IdentityConfig config) {
        this.vertx = vertx;
        this.addresses = addresses;
        this.allowPlainHttp = config.providers().allowPrivateAddresses();
        this.timeLimit = config.providers().timeLimit();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(Math.toIntExact(timeLimit.toSeconds()))
                .setMaxPoolSize(MOST_AT_ONCE));
    }

    /** Whether an address may be called or a browser sent to it: https, or http where private addresses are allowed. */
    boolean isAcceptable(URI uri) {
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && ("https".equals(uri.getScheme()) || (allowPlainHttp && "http".equals(uri.getScheme())));
    }

    /**
     * Sends a request; fails with {@link ProviderFailure} when there is no answer.
     *
     * @param provider whose share it takes, wherever it goes
     */
    Uni<HTTPResponse> send(UUID provider, HTTPRequest request) {
        return Uni.createFrom().deferred(() -> {
            if (!isAcceptable(request.getURI())) {
                throw new ProviderFailure(Kind.UNREACHABLE, "It names an address that is not https.");
            }
            enter(provider);
            return Uni.createFrom()
                    .completionStage(() -> resolved(request.getURI().getHost())
                            .compose(address -> sent(request, address))
                            .toCompletionStage())
                    .ifNoItem()
                    .after(timeLimit)
                    .failWith(() -> new ProviderFailure(Kind.UNREACHABLE, "It takes too long to answer."))
                    .onFailure(failure -> !(failure instanceof ProviderFailure))
                    .transform(failure -> new ProviderFailure(
                            Kind.UNREACHABLE,
                            "There is no answer from it (" + failure.getClass().getSimpleName() + ")."))
                    .onTermination()
                    .invoke(() -> leave(provider));
        });
    }

    private void enter(UUID provider) {
        int ofThis = underWayByProvider.merge(provider, 1, Integer::sum);
        int ofAll = underWay.incrementAndGet();
        if (ofThis > MOST_OF_ONE || ofAll > MOST_AT_ONCE) {
            leave(provider);
            throw new ProviderFailure(Kind.SATURATED, "Too many are asking providers at once.");
        }
    }

    private void leave(UUID provider) {
        underWay.decrementAndGet();
        underWayByProvider.computeIfPresent(provider, (id, count) -> count == 1 ? null : count - 1);
    }

    private Future<InetAddress> resolved(String host) {
        return vertx.executeBlocking(
                () -> {
                    try {
                        return addresses.resolve(host)[0];
                    } catch (UnknownHostException e) {
                        throw new ProviderFailure(Kind.UNREACHABLE, "Its name cannot be resolved.");
                    }
                },
                false);
    }

    /** The connection goes to the very address that was judged; the certificate must be for the name. */
    private Future<HTTPResponse> sent(HTTPRequest request, InetAddress address) {
        URI uri = request.getURI();
        boolean tls = "https".equals(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.getMethod().name()))
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                .setFollowRedirects(false)
                .setTimeout(timeLimit.toMillis())
                .putHeader("Accept", "application/json")
                .putHeader("User-Agent", "tentabo-identity");
        request.getHeaderMap().forEach((name, values) -> options.putHeader(name, String.join(", ", values)));
        String body = request.getBody();
        return client.request(options)
                .compose(open -> body == null ? open.send() : open.send(body))
                .compose(ProviderHttp::answer);
    }

    private static Future<HTTPResponse> answer(HttpClientResponse response) {
        return body(response).map(body -> {
            HTTPResponse answer = new HTTPResponse(response.statusCode());
            answer.setEntityContentType(contentType(response));
            answer.setBody(body.toString());
            return answer;
        });
    }

    private static ContentType contentType(HttpClientResponse response) {
        String type = response.getHeader("Content-Type");
        return type != null && type.strip().startsWith("application/json")
                ? ContentType.APPLICATION_JSON
                : ContentType.TEXT_PLAIN;
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer collected = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.handler(part -> {
            if (collected.length() + part.length() > MOST_BYTES) {
                whole.tryFail(new ProviderFailure(Kind.UNREACHABLE, "Its answer is too large."));
                response.request().reset();
            } else {
                collected.appendBuffer(part);
            }
        });
        response.endHandler(ignored -> whole.tryComplete(collected));
        return whole.future();
    }
}
