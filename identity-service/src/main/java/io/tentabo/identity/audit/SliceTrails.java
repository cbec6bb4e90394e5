package io.tentabo.identity.audit;

import io.tentabo.identity.audit.SliceClient.Asker;
import io.tentabo.kit.audit.AuditTrail;
import io.tentabo.kit.audit.AuditVerification;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Knows the services whose audit can be read. */
@ApplicationScoped
class SliceTrails {

    private final String own;
    private final SliceClient client;
    private final CallerContext callers;
    private final AuditTrail trail;
    private final AuditVerification verification;

    SliceTrails(
            @ConfigProperty(name = "tentabo.service") String own,
            SliceClient client,
            CallerContext callers,
            AuditTrail trail,
            AuditVerification verification) {
        this.own = own;
        this.client = client;
        this.callers = callers;
        this.trail = trail;
        this.verification = verification;
    }

    /**
     * The trails of services, as the current caller may read them.
     *
     * @param services by name; none for all
     * @param authorization the caller's, as the request carried it
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for a service that there is not
     */
    List<SliceTrail> of(@Nullable List<String> services, String authorization) {
        Caller caller = CallerContext.current();
        Asker asker = new Asker(authorization, caller.origin().requestId());
        return asked(services).stream()
                .<SliceTrail>map(service -> service.equals(own)
                        ? new OwnTrail(service, caller, callers, trail, verification)
                        : new RemoteTrail(service, client, asker))
                .toList();
    }

    private SortedSet<String> asked(@Nullable List<String> services) {
        SortedSet<String> all = new TreeSet<>(client.services());
        all.add(own);
        if (services == null || services.isEmpty()) {
            return all;
        }
        if (!all.containsAll(services)) {
            throw AuditProblems.UNKNOWN_SERVICE.with("There are " + String.join(", ", all) + ".");
        }
        return new TreeSet<>(services);
    }
}
