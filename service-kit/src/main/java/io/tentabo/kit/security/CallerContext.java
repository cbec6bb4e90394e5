package io.tentabo.kit.security;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/**
 * The caller bound to the current Vert.x context.
 *
 * <p>A request, a consumed event and a background job each run on a duplicated Vert.x context of their own; the caller
 * lives there, so it follows the work across asynchronous steps and never leaks into another request.
 */
@ApplicationScoped
public class CallerContext {

    private static final String KEY = "tentabo.caller";

    private final Vertx vertx;

    CallerContext(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The bound caller, or {@link Caller#NOBODY}. */
    public static Caller current() {
        Context context = Vertx.currentContext();
        if (context == null || !VertxContext.isDuplicatedContext(context)) {
            return Caller.NOBODY;
        }
        Caller caller = context.getLocal(KEY);
        return caller == null ? Caller.NOBODY : caller;
    }

    /** Binds the caller of the current request. */
    static void bind(Caller caller) {
        Context context = Vertx.currentContext();
        if (context == null || !VertxContext.isDuplicatedContext(context)) {
            throw new IllegalStateException("A caller can only be bound to a duplicated Vert.x context");
        }
        context.putLocal(KEY, caller);
    }

    /**
     * Runs work of the current context as another caller, and restores the present one afterwards. For sign-in, where
     * the tenant is known only after a first look-up. Must not be used inside an open transaction.
     */
    public <T> Uni<T> as(Caller caller, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Caller before = current();
            bind(caller);
            return work.get().eventually(() -> bind(before));
        });
    }

    /** Runs background work as a caller, on a duplicated context of its own; callable from any thread. */
    public <T> Uni<T> inBackground(Caller caller, Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.putLocal(KEY, caller);
            context.runOnContext(
                    ignored -> Uni.createFrom().deferred(work::get).subscribe().with(emitter::complete, emitter::fail));
        });
    }
}
