package io.tentabo.sync.mapping;

import io.tentabo.sync.provider.LeadState;
import io.tentabo.sync.provider.RemoteLead;
import java.time.Instant;
import java.util.UUID;

/**
 * A lead of ours and the provider's lead that it is.
 *
 * @param internalSeen how ours looked when it was last sent or compared
 * @param externalSeen how theirs looked when it was last read or written
 * @param externalChangedAt when theirs changed last, by the provider's clock, as far as it was seen
 * @param gone whether it was deleted there
 */
public record LeadMapping(
        UUID id,
        UUID connectionId,
        UUID leadId,
        String externalId,
        LeadState internalSeen,
        LeadState externalSeen,
        Instant externalChangedAt,
        boolean gone) {

    /** Whether a reading of theirs was overtaken: it shows an earlier state than the one that was seen. */
    boolean isNewerThan(RemoteLead read) {
        return read.updatedAt().isBefore(externalChangedAt);
    }

    /** Whether a reading of theirs shows another state of the very second of which one was seen: either may be the later. */
    public boolean isOfTheSecondOf(RemoteLead read) {
        return read.updatedAt().equals(externalChangedAt) && !read.state().equals(externalSeen);
    }
}
