package io.tentabo.identity.channel;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.model.permission.Permissions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a partner has. */
@Path("/identity/v1/partners/{id}/counts")
@Tag(name = "Partners")
class PartnerCountsResource {

    private final ChannelCountQueries counts;

    PartnerCountsResource(ChannelCountQueries counts) {
        this.counts = counts;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(
            summary = "Counts a partner's leads, customers, orders, contracts, invoices, users and distributors",
            description = "By status, and only what the caller may see. Credit notes are not counted as invoices.")
    @APIResponse(responseCode = "200", description = "How many there are")
    @APIResponse(responseCode = "404", description = "There is none with this id that the caller sees")
    public Uni<ChannelCounts> get(UUID id) {
        return counts.ofPartner(id);
    }
}
