package io.tentabo.kit.tenancy;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Keeps what is scheduled from starting once the service stops: the pools close, and there would be errors only. Every
 * {@code @Scheduled} method names it as its {@code skipExecutionIf}.
 */
@Singleton
public class UntilShutdown implements Scheduled.SkipPredicate {

    private volatile boolean begun;

    void stop(@Observes ShutdownEvent ignored) {
        begun = true;
    }

    public boolean hasBegun() {
        return begun;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return begun;
    }
}
