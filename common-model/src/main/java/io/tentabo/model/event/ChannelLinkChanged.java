package io.tentabo.model.event;

import java.util.UUID;

/**
 * A partner was attached to a distributor or detached from it. Decides which rows the distributor's users see.
 *
 * @param linkId stays the same when a link is removed and set again
 * @param version grows with every change of the link, so that a late event can be told from a new one
 */
public record ChannelLinkChanged(UUID linkId, UUID distributorId, UUID partnerId, boolean active, int version) {

    public static final String TYPE = "io.tentabo.identity.channel-link.changed.v1";
}
