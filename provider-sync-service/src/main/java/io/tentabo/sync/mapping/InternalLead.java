package io.tentabo.sync.mapping;

import io.tentabo.model.event.LeadEvent;
import io.tentabo.sync.provider.LeadState;
import java.time.Instant;
import java.util.UUID;

/** A lead as the suite has it, as far as it is kept in step. */
public record InternalLead(UUID id, LeadState state, Instant changedAt) {

    public static InternalLead of(LeadEvent lead) {
        return new InternalLead(lead.leadId(), state(lead), lead.changedAt());
    }

    private static LeadState state(LeadEvent lead) {
        return new LeadState(lead.title(), lead.value(), lead.currency(), lead.expectedCloseDate(), isClosed(lead));
    }

    private static boolean isClosed(LeadEvent lead) {
        return "WON".equals(lead.status()) || "LOST".equals(lead.status());
    }
}
