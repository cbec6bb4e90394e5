package io.tentabo.billing.duration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/billing/v1/durations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Durations", description = "For how long subscriptions are sold, and what a longer one earns")
public class DurationResource {

    private final Durations durations;
    private final Idempotency idempotency;

    DurationResource(Durations durations, Idempotency idempotency) {
        this.durations = durations;
        this.idempotency = idempotency;
    }

    @GET
    @PermissionsAllowed(Permissions.CATALOG_READ)
    @Operation(summary = "List durations")
    public Uni<RestResponse<Page<DurationView>>> list(@Valid @BeanParam PageRequest page, UriInfo uri) {
        return durations.list(page).map(found -> PageResponse.of(found, uri));
    }

    @POST
    @PermissionsAllowed(Permissions.CATALOG_MANAGE)
    @HonoursIdempotencyKey
    @Operation(summary = "Add a duration")
    @APIResponseSchema(value = DurationView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "409", description = "Another duration has as many months")
    public Uni<Response> create(@Valid @NotNull DurationFields fields) {
        return idempotency.once(fields, () -> durations
                .create(fields)
                .map(duration -> Answers.created("/billing/v1/durations/" + duration.id(), duration)));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.CATALOG_READ)
    @Operation(summary = "Read a duration")
    public Uni<RestResponse<DurationView>> get(@RestPath UUID id) {
        return durations.get(id).map(Answers::tagged);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, "application/json"})
    @PermissionsAllowed(Permissions.CATALOG_MANAGE)
    @Operation(summary = "Change a duration", description = "A JSON Merge Patch of the fields that POST takes.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "Another duration has as many months")
    public Uni<RestResponse<DurationView>> change(
            @RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @NotNull ObjectNode patch) {
        return durations.change(id, ifMatch, patch).map(Answers::tagged);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.CATALOG_MANAGE)
    @Operation(summary = "Delete a duration", description = "A duration that has been ordered cannot be deleted.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "409", description = "It has been ordered")
    public Uni<Void> delete(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return durations.delete(id, ifMatch);
    }
}
