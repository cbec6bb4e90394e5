package io.tentabo.model.event;

import java.util.UUID;

/** A partner was created, changed or deactivated; carries its whole state. */
public record PartnerChanged(UUID partnerId, String name, boolean active, int version) {

    public static final String TYPE = "io.tentabo.identity.partner.changed.v1";
}
