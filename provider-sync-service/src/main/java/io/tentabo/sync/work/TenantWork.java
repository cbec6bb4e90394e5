package io.tentabo.sync.work;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Runs one kind of background work for tenants, each on a context of its own and never twice at once here. */
public final class TenantWork {

    private static final Logger LOG = Logger.getLogger(TenantWork.class);

    private final String kind;
    private final CallerContext callers;
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

    public TenantWork(String kind, CallerContext callers) {
        this.kind = kind;
        this.callers = callers;
    }

    /**
     * Starts work unless the same key is being worked on; does not wait for it. A failure is logged, and it is up to the
     * next tick to try again.
     *
     * @param key what must not be worked on twice: the tenant or something of it
     */
    public void start(UUID tenantId, UUID key, Supplier<Uni<Void>> work) {
        if (!busy.add(key)) {
            return;
        }
        callers.inBackground(Caller.system(tenantId), work)
                .onTermination()
                .invoke(() -> busy.remove(key))
                .subscribe()
                .with(ignored -> {}, failure -> LOG.errorf(failure, "%s for tenant %s failed", kind, tenantId));
    }
}
