package io.tentabo.sync.queue;

import io.tentabo.model.event.LeadEvent;
import io.tentabo.sync.mapping.InternalLead;
import io.tentabo.sync.provider.RemoteLinks;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A push that this worker has claimed.
 *
 * @param claim proves that it is still ours: an expired claim can be taken by another worker
 * @param revision of the row when it was claimed: another one by now means that more is to be sent
 * @param attempt counts from 1
 * @param uncertainSince since when an earlier attempt may have created something without our learning it
 * @param links what earlier attempts have already found or created
 */
record QueuedLead(
        UUID id,
        UUID claim,
        LeadEvent lead,
        boolean deleted,
        int revision,
        int attempt,
        @Nullable Instant uncertainSince,
        RemoteLinks links) {

    UUID leadId() {
        return lead.leadId();
    }

    InternalLead internal() {
        return InternalLead.of(lead);
    }
}
