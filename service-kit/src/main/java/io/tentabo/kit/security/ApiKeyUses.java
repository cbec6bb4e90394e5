package io.tentabo.kit.security;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.UntilShutdown;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often API keys are used, in memory, and tells the issuer now and again: no request pays a write for it. A
 * report that fails is repeated with the next; one whose answer was lost counts twice. A service that stops in order tells
 * what it has counted before; one that is killed loses what it has counted since its last report, but never that a key
 * was used: the issuer notes that when it exchanges the key.
 */
@ApplicationScoped
class ApiKeyUses {

    private static final Logger LOG = Logger.getLogger(ApiKeyUses.class);
    private static final int BATCH = 100;

    private final ApiKeyExchange issuer;
    private final InstantSource clock;
    private final Duration timeout;
    private final Map<UUID, ApiKeyUse> uses = new ConcurrentHashMap<>();
    /** Of the report that began last: what it tells is not among the uses meanwhile. */
    private volatile CompletableFuture<Void> latestEnd = CompletableFuture.completedFuture(null);

    ApiKeyUses(ApiKeyExchange issuer, InstantSource clock, ApiKeyConfig config) {
        this.issuer = issuer;
        this.clock = clock;
        this.timeout = config.timeout();
    }

    void count(ApiKeyToken token, @Nullable String address) {
        add(token.keyId(), new ApiKeyUse(token.accessToken(), 1, clock.instant(), address));
    }

    private void add(UUID keyId, ApiKeyUse use) {
        uses.merge(keyId, use, ApiKeyUse::and);
    }

    @Scheduled(
            every = "${tentabo.api-keys.report-every:5s}",
            delayed = "${tentabo.api-keys.report-every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> report() {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<Void> end = new CompletableFuture<>();
            latestEnd = end;
            return Multi.createFrom()
                    .iterable(List.copyOf(uses.keySet()))
                    .group()
                    .intoLists()
                    .of(BATCH)
                    .onItem()
                    .call(this::send)
                    .onItem()
                    .ignoreAsUni()
                    .onTermination()
                    .invoke(() -> end.complete(null));
        });
    }

    /**
     * Clients and pools still work at this moment; the service waits, but no longer than a request would. What a report that
     * is under way cannot tell is told by the last one.
     */
    void reportLast(@Observes ShutdownEvent ignored) {
        try {
            Uni.createFrom()
                    .completionStage(latestEnd)
                    .chain(this::report)
                    .ifNoItem()
                    .after(timeout)
                    .fail()
                    .await()
                    .indefinitely();
        } catch (CompletionException | TimeoutException e) {
            LOG.debugf("The last report of the uses of API keys was not answered: %s", e);
        }
        if (!uses.isEmpty()) {
            LOG.warnf(
                    "%d uses of API keys are lost: the issuer could not be told",
                    uses.values().stream().mapToLong(ApiKeyUse::count).sum());
        }
    }

    private Uni<Void> send(List<UUID> keys) {
        Map<UUID, ApiKeyUse> taken = new ConcurrentHashMap<>();
        for (UUID key : keys) {
            ApiKeyUse use = uses.remove(key);
            if (use != null) {
                taken.put(key, use);
            }
        }
        return issuer.report(List.copyOf(taken.values()))
                .onCancellation()
                .invoke(() -> taken.forEach(this::add))
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.debugf("Uses of API keys could not be reported, and are with the next report: %s", failure);
                    taken.forEach(this::add);
                    return Uni.createFrom().voidItem();
                });
    }
}
