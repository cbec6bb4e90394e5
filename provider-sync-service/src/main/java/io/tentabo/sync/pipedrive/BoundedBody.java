package io.tentabo.sync.pipedrive;

import io.tentabo.sync.provider.ProviderFailure;
import io.tentabo.sync.provider.ProviderFailure.Kind;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects an answer up to a size. Beyond it the call fails at once: the address is the tenant's choice, and an endless
 * answer must not fill the memory that all tenants share.
 *
 * @param most in bytes
 */
record BoundedBody(int most) implements BodyCodec<Buffer> {

    @Override
    public void create(Handler<AsyncResult<BodyStream<Buffer>>> handler) {
        Handler<AsyncResult<BodyStream<Buffer>>> bounding =
                whole -> handler.handle(whole.map(stream -> new Bounded(stream, most)));
        BodyCodec<Buffer> buffer = BodyCodec.buffer();
        buffer.create(bounding);
    }

    private static final class Bounded implements BodyStream<Buffer> {

        private final BodyStream<Buffer> whole;
        private final int most;
        private long size;

        Bounded(BodyStream<Buffer> whole, int most) {
            this.whole = whole;
            this.most = most;
        }

        @Override
        public Future<Void> write(Buffer part) {
            size += part.length();
            return size > most
                    ? Future.failedFuture(new ProviderFailure(
                            Kind.UNAVAILABLE, "Pipedrive's answer is larger than " + most + " bytes."))
                    : whole.write(part);
        }

        @Override
        public void write(Buffer part, Handler<AsyncResult<Void>> handler) {
            write(part).onComplete(handler);
        }

        @Override
        public void end(Handler<AsyncResult<Void>> handler) {
            whole.end(handler);
        }

        @Override
        public Future<Buffer> result() {
            return whole.result();
        }

        @Override
        public void handle(Throwable failure) {
            whole.handle(failure);
        }

        @Override
        public BodyStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
            whole.exceptionHandler(handler);
            return this;
        }

        @Override
        public BodyStream<Buffer> setWriteQueueMaxSize(int maxSize) {
            whole.setWriteQueueMaxSize(maxSize);
            return this;
        }

        @Override
        public boolean writeQueueFull() {
            return whole.writeQueueFull();
        }

        @Override
        public BodyStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
            whole.drainHandler(handler);
            return this;
        }
    }
}
