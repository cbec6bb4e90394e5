package io.tentabo.sync.provider;

import org.jspecify.annotations.Nullable;

/** The provider's ids of the organization and the person that a lead is linked to; at least one for a complete link. */
public record RemoteLinks(
        @Nullable String organizationId, @Nullable String personId) {

    public static final RemoteLinks NONE = new RemoteLinks(null, null);
}
