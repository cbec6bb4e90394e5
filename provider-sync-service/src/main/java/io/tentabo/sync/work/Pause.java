package io.tentabo.sync.work;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Waiting without a thread, and without leaving the Vert.x context that carries the caller. */
public final class Pause {

    private Pause() {}

    public static Uni<Void> of(Duration time) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = Vertx.currentContext();
            if (context == null) {
                throw new IllegalStateException("A pause needs a Vert.x context");
            }
            context.owner()
                    .setTimer(
                            Math.max(1, time.toMillis()),
                            timer -> context.runOnContext(ignored -> emitter.complete(null)));
        });
    }
}
