package io.tentabo.identity.audit;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditFilter;
import io.tentabo.kit.audit.AuditRecord;
import io.tentabo.kit.audit.VerificationResult;
import io.tentabo.kit.paging.Page;

/** The audit of one service, as far as one caller may read it. */
sealed interface SliceTrail permits OwnTrail, RemoteTrail {

    /** Which service, {@code crm}. */
    String service();

    /**
     * Its first records that the filter lets through; its cursor says only that more follow.
     *
     * @throws SliceFailure (in the returned Uni) when it cannot be asked, or refuses
     */
    Uni<Page<AuditRecord>> read(AuditFilter filter, AuditOrder order, int limit);

    /**
     * Verifies its chain, however long.
     *
     * @throws SliceFailure (in the returned Uni) when it cannot be asked, or refuses
     */
    Uni<VerificationResult> verify();
}
