package io.tentabo.identity.ldap;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.provider.ProviderFailure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks directories on threads of its own. Each directory has a few of them and a bounded queue, so a slow one keeps its own
 * people waiting and nobody else; what takes too long is cut off.
 */
@Singleton
class DirectoryWorkers {

    private final IdentityConfig.Providers config;
    private final ThreadPoolExecutor threads;
    private final Map<UUID, Lane> lanes = new HashMap<>();

    DirectoryWorkers(IdentityConfig config) {
        this.config = config.providers();
        threads = new ThreadPoolExecutor(
                this.config.threads(),
                this.config.threads(),
                1,
                TimeUnit.MINUTES,
                // At most the threads that each directory may have at once.
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("directory-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    void stop(@Observes ShutdownEvent shutdown) {
        threads.shutdown();
    }

    /**
     * Has a directory asked.
     *
     * @param directory whose threads and queue are used
     * @param conversation blocks, on a socket of the line that it is given
     * @return answers on the caller's context; fails with {@link ProviderFailure} when too many wait for this directory,
     *     or after the time limit
     */
    <T> Uni<T> ask(UUID directory, Function<Line, T> conversation) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            Line line = new Line();
            return Uni.createFrom()
                    .<T>emitter(emitter -> submit(directory, () -> talk(conversation, line, emitter)))
                    .onCancellation()
                    .invoke(line::cut)
                    .ifNoItem()
                    .after(config.timeLimit())
                    .failWith(() -> new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, Refusal.LATE))
                    .emitOn(command -> context.runOnContext(ignored -> command.run()));
        });
    }

    // Whatever goes wrong belongs to whoever asked, never to the thread.
    private static <T> void talk(Function<Line, T> conversation, Line line, UniEmitter<? super T> emitter) {
        if (line.isCut()) {
            return;
        }
        try {
            emitter.complete(conversation.apply(line));
        } catch (Throwable e) {
            emitter.fail(e);
        }
    }

    private synchronized void submit(UUID directory, Runnable conversation) {
        Lane lane = lanes.computeIfAbsent(directory, ignored -> new Lane());
        if (lane.running < config.threadsPerProvider()) {
            lane.running++;
            threads.execute(() -> serve(directory, lane, conversation));
        } else if (lane.waiting.size() < config.queuePerProvider()) {
            lane.waiting.add(conversation);
        } else {
            throw new ProviderFailure(ProviderFailure.Kind.SATURATED, "Too many are asking it at once.");
        }
    }

    private void serve(UUID directory, Lane lane, Runnable first) {
        Runnable conversation = first;
        while (conversation != null) {
            conversation.run();
            conversation = next(directory, lane);
        }
    }

    private synchronized @Nullable Runnable next(UUID directory, Lane lane) {
        Runnable next = lane.waiting.poll();
        if (next == null && --lane.running == 0) {
            lanes.remove(directory);
        }
        return next;
    }

    /** What one directory occupies. */
    private static final class Lane {
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;
    }
}
