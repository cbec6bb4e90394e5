package io.tentabo.crm.lead;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose a lead or an order is: its partner's; without one its distributor's; with neither the vendor's own. */
public record LeadChannel(
        @Nullable UUID partnerId, @Nullable UUID distributorId) {

    /** Whether both are of the same company. A partner's lead stays the partner's whichever distributor manages it. */
    public boolean isSameAs(LeadChannel other) {
        return Objects.equals(partnerId, other.partnerId)
                && (partnerId != null || Objects.equals(distributorId, other.distributorId));
    }

    LeadChannel withoutDistributor() {
        return new LeadChannel(partnerId, null);
    }
}
