package io.tentabo.identity.departure;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.lifecycle.TenantJob.Kind;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.model.permission.Permissions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Exports of whole tenants, for platform operators. */
@Path("/identity/v1/tenants/{id}/exports")
@Tag(name = "Tenants")
class TenantExportResource {

    private final Departures departures;
    private final Idempotency idempotency;
    private final CallerContext callers;

    TenantExportResource(Departures departures, Idempotency idempotency, CallerContext callers) {
        this.departures = departures;
        this.idempotency = idempotency;
        this.callers = callers;
    }

    @POST
    @PermissionsAllowed(Permissions.TENANTS_MANAGE)
    @HonoursIdempotencyKey
    @Operation(summary = "Exports everything that the suite holds of a tenant", description = """
                    Every service writes each of its tables as compressed JSON Lines to the store of exports, secrets \
                    excepted, with a manifest of all files and their digests. The job survives the end of every \
                    process. An export of a tenant that is cancelled or archived is what its purge asks for.""")
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
            description = "Another export or purge of it is running, or there is nowhere to export to")
    public Uni<Response> create(UUID id) {
        return callers.as(
                Departures.within(id),
                () -> idempotency.once(Map.of(), () -> departures
                        .export(id)
                        .map(export ->
                                Answers.accepted("/identity/v1/tenants/" + id + "/exports/" + export.id(), export))));
    }

    @GET
    @Path("/{exportId}")
    @PermissionsAllowed(Permissions.TENANTS_MANAGE)
    @Operation(summary = "Shows how far an export is, and in the end its signed report")
    @APIResponse(responseCode = "200", description = "The export")
    @APIResponse(responseCode = "404", description = "There is no such export of the tenant")
    public Uni<DepartureView> get(UUID id, UUID exportId) {
        return departures.get(id, exportId, Kind.EXPORT);
    }
}
