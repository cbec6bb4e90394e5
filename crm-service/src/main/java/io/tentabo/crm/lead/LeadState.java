package io.tentabo.crm.lead;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the audit compares when a lead moves. */
@RegisterForReflection
record LeadState(
        LeadStatus status,
        @Nullable String lostReason,
        @Nullable UUID convertedOrderId) {

    static LeadState of(Lead lead) {
        return new LeadState(lead.status(), lead.lostReason(), lead.convertedOrderId());
    }
}
