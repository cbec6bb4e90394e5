package io.tentabo.identity.audit;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.audit.SuiteVerification.ServiceVerification;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Verifies the chains of several services at the same time. */
@ApplicationScoped
class SuiteVerifications {

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) when a service refuses the caller */
    Uni<SuiteVerification> verify(List<SliceTrail> trails) {
        return Uni.join()
                .all(trails.stream().map(SuiteVerifications::verify).toList())
                .andCollectFailures()
                .onFailure()
                .transform(AuditProblems::explain)
                .map(SuiteVerification::of);
    }

    private static Uni<ServiceVerification> verify(SliceTrail trail) {
        return trail.verify()
                .map(result -> ServiceVerification.of(trail.service(), result))
                .onFailure(failure -> failure instanceof SliceFailure slice && !slice.isRefusal())
                .recoverWithItem(() -> ServiceVerification.unknown(trail.service()));
    }
}
