package io.tentabo.identity.audit;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditFilter;
import io.tentabo.kit.audit.AuditRecord;
import io.tentabo.kit.audit.AuditTrail;
import io.tentabo.kit.audit.AuditVerification;
import io.tentabo.kit.audit.VerificationResult;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;

/**
 * This service's own records. Each reading has a context of its own, whatever thread asks: beside the other services'
 * answers, and while an export is written to its client, the request's context is not at hand.
 */
record OwnTrail(String service, Caller caller, CallerContext callers, AuditTrail trail, AuditVerification verification)
        implements SliceTrail {

    @Override
    public Uni<Page<AuditRecord>> read(AuditFilter filter, AuditOrder order, int limit) {
        return callers.inBackground(caller, () -> trail.list(filter, PageRequest.of(limit, null, order.sort())));
    }

    @Override
    public Uni<VerificationResult> verify() {
        return callers.inBackground(caller, () -> verification.verify(caller.requireTenantId()));
    }
}
