package io.tentabo.identity.departure;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.lifecycle.TenantJob.Kind;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Purges of whole tenants, for platform operators. */
@Path("/identity/v1/tenants/{id}/purges")
@Tag(name = "Tenants")
class TenantPurgeResource {

    private final Departures departures;
    private final Idempotency idempotency;
    private final CallerContext callers;

    TenantPurgeResource(Departures departures, Idempotency idempotency, CallerContext callers) {
        this.departures = departures;
        this.idempotency = idempotency;
        this.callers = callers;
    }

    @POST
    @PermissionsAllowed(Permissions.TENANTS_MANAGE)
    @HonoursIdempotencyKey
    @Operation(summary = "Deletes everything that the suite holds of a tenant, for good", description = """
                    For a tenant that is cancelled or archived and was exported since. Every service deletes its rows \
                    and takes in nothing more of the tenant; identity is the last, and with it the tenant itself is \
                    gone. What remains is the signed report. Once promised, a purge cannot be taken back.""")
    @APIResponse(
            responseCode = "202",
            description = "Promised; Location shows how far it is",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DepartureView.class)))
    @APIResponse(responseCode = "404", description = "There is no such tenant")
    @APIResponse(
            responseCode = "409",
            description = "It has not left, was not exported since, or another export or purge of it is running")
    @APIResponse(responseCode = "422", description = "The confirmation is not the tenant's slug")
    public Uni<Response> create(UUID id, @NotNull @Valid NewPurge request) {
        return callers.as(
                Departures.within(id),
                () -> idempotency.once(request, () -> departures
                        .purge(id, request)
                        .map(purge ->
                                Answers.accepted("/identity/v1/tenants/" + id + "/purges/" + purge.id(), purge))));
    }

    @GET
    @Path("/{purgeId}")
    @PermissionsAllowed(Permissions.TENANTS_MANAGE)
    @Operation(
            summary = "Shows how far a purge is, and in the end its signed report",
            description = "The report is kept although the tenant is gone.")
    @APIResponse(responseCode = "200", description = "The purge")
    @APIResponse(responseCode = "404", description = "There is no such purge of the tenant")
    public Uni<DepartureView> get(UUID id, UUID purgeId) {
        return departures.get(id, purgeId, Kind.PURGE);
    }
}
