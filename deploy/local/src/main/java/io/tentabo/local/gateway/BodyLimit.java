package io.tentabo.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import org.jspecify.annotations.Nullable;

/** Refuses bodies above the limit: at once when the length is announced, as soon as it is passed otherwise. */
final class BodyLimit implements ProxyInterceptor {

    static final int MEGABYTES = 10;
    private static final long BYTES = MEGABYTES * 1024L * 1024L;

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        Body body = context.request().getBody();
        if (body == null) {
            return context.sendRequest();
        }
        if (body.length() > BYTES) {
            return Future.succeededFuture(GatewayProblem.TOO_LARGE.instead(context.request()));
        }
        if (body.length() >= 0) {
            return context.sendRequest();
        }
        Counted counted = new Counted(body.stream());
        context.request().setBody(Body.body(counted));
        return context.sendRequest()
                .map(answer -> counted.exceeded ? GatewayProblem.TOO_LARGE.instead(context.request()) : answer);
    }

    /** Passes a stream on until too much of it has gone by. */
    private static final class Counted implements ReadStream<Buffer> {

        private final ReadStream<Buffer> source;
        private @Nullable Handler<Throwable> onFailure;
        private long bytes;
        private boolean exceeded;

        Counted(ReadStream<Buffer> source) {
            this.source = source;
        }

        @Override
        public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
            source.handler(handler == null ? null : buffer -> pass(buffer, handler));
            return this;
        }

        private void pass(Buffer buffer, Handler<Buffer> handler) {
            bytes += buffer.length();
            if (bytes <= BYTES) {
                handler.handle(buffer);
            } else if (!exceeded) {
                exceeded = true;
                abandon();
            }
        }

        /** The reader gives up, which ends the request to the service half way; the rest is dropped. */
        private void abandon() {
            if (onFailure != null) {
                onFailure.handle(new IllegalStateException("The body exceeds " + MEGABYTES + " MB"));
            }
        }

        @Override
        public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
            onFailure = handler;
            source.exceptionHandler(handler);
            return this;
        }

        @Override
        public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
            source.endHandler(handler);
            return this;
        }

        @Override
        public ReadStream<Buffer> pause() {
            source.pause();
            return this;
        }

        @Override
        public ReadStream<Buffer> resume() {
            source.resume();
            return this;
        }

        @Override
        public ReadStream<Buffer> fetch(long amount) {
            source.fetch(amount);
            return this;
        }
    }
}
