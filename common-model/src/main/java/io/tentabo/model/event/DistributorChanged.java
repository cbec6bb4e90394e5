package io.tentabo.model.event;

import java.util.UUID;

/** A distributor was created, changed or deactivated; carries its whole state. */
public record DistributorChanged(UUID distributorId, String name, boolean active, int version) {

    public static final String TYPE = "io.tentabo.identity.distributor.changed.v1";
}
