package io.tentabo.identity.account;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.account.PasswordHash.Cost;
import io.tentabo.kit.problem.CommonProblems;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and verifies passwords on worker threads of its own. As many run at once as there are processors and a bounded
 * number waits: a storm of sign-ins is answered 503 instead of starving the service.
 */
@Singleton
public class Passwords {

    private static final int RETRY_AFTER_SECONDS = 2;
    private static final int LANES = 1;

    private final SecureRandom random = new SecureRandom();
    private final Cost cost;
    private final ThreadPoolExecutor workers;
    private final PasswordHash nobodys;

    Passwords(IdentityConfig config) {
        cost = new Cost(config.passwords().memory(), config.passwords().iterations(), LANES);
        int threads = config.passwords().threads() > 0
                ? config.passwords().threads()
                : Runtime.getRuntime().availableProcessors();
        workers = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(config.passwords().queue()),
                Thread.ofPlatform().name("password-", 0).daemon().factory());
        workers.allowCoreThreadTimeOut(true);
        nobodys = PasswordHash.of("a password that nobody has", cost, random);
    }

    void stop(@Observes ShutdownEvent shutdown) {
        workers.shutdown();
    }

    /**
     * The outcome of a verification.
     *
     * @param matches whether the password was right
     * @param upgraded its hash under today's cost where the stored one is of another, otherwise null
     */
    public record Verification(boolean matches, @Nullable String upgraded) {}

    /** A new hash in PHC format. */
    public Uni<String> hash(String password) {
        return onWorker(() -> PasswordHash.of(password, cost, random).phc());
    }

    /**
     * Compares a password with a stored hash. Without a hash it takes the same time and does not match.
     *
     * @throws HttpProblem (in the returned Uni) 503 when too many wait already
     */
    public Uni<Verification> verify(String password, @Nullable String phc) {
        return onWorker(() -> {
            if (phc == null) {
                nobodys.matches(password);
                return new Verification(false, null);
            }
            PasswordHash stored = PasswordHash.parse(phc);
            boolean matches = stored.matches(password);
            String upgraded = matches && !stored.cost().equals(cost)
                    ? PasswordHash.of(password, cost, random).phc()
                    : null;
            return new Verification(matches, upgraded);
        });
    }

    private <T> Uni<T> onWorker(Supplier<T> work) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            return Uni.createFrom()
                    .item(work)
                    .runSubscriptionOn(workers)
                    .emitOn(command -> context.runOnContext(ignored -> command.run()))
                    .onFailure(RejectedExecutionException.class)
                    .transform(ignored -> saturated());
        });
    }

    private static HttpProblem saturated() {
        return HttpProblem.builder(CommonProblems.UNAVAILABLE.with("Too many sign-ins at once. Try again shortly."))
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }
}
