package io.tentabo.crm.activity;

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
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A lead's activities over HTTP. */
@Path("/crm/v1/leads/{leadId}/activities")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Lead activities")
public class LeadActivityResource {

    private final LeadActivities activities;
    private final Idempotency idempotency;

    LeadActivityResource(LeadActivities activities, Idempotency idempotency) {
        this.activities = activities;
        this.idempotency = idempotency;
    }

    @POST
    @PermissionsAllowed(Permissions.ACTIVITIES_WRITE)
    @HonoursIdempotencyKey
    @Operation(summary = "Plan or record an activity")
    @APIResponseSchema(value = ActivityView.class, responseCode = "201", responseDescription = "Added")
    @APIResponse(responseCode = "422", description = "The owner is no active user of the tenant")
    public Uni<Response> add(UUID leadId, @Valid @NotNull NewActivity request) {
        return idempotency.once(request, () -> activities
                .add(leadId, request)
                .map(activity ->
                        Answers.created("/crm/v1/leads/" + leadId + "/activities/" + activity.id(), activity)));
    }

    @GET
    @PermissionsAllowed(Permissions.ACTIVITIES_READ)
    @Operation(summary = "List a lead's activities", description = "Newest first.")
    public Uni<RestResponse<Page<ActivityView>>> list(
            UUID leadId, @Valid @BeanParam PageRequest page, @Context UriInfo uri) {
        return activities.list(leadId, page).map(found -> PageResponse.of(found, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.ACTIVITIES_READ)
    @Operation(summary = "Read an activity")
    public Uni<RestResponse<ActivityView>> get(UUID leadId, UUID id) {
        return activities.get(leadId, id).map(Answers::tagged);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permissions.ACTIVITIES_WRITE)
    @Operation(summary = "Edit an activity", description = "JSON Merge Patch.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "422", description = "The owner is no active user of the tenant")
    public Uni<RestResponse<ActivityView>> patch(
            UUID leadId,
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Schema(implementation = ActivityFields.class) @NotNull ObjectNode patch) {
        return activities.patch(leadId, id, ifMatch, patch).map(Answers::tagged);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.ACTIVITIES_DELETE)
    @Operation(summary = "Delete an activity")
    public Uni<Void> delete(UUID leadId, UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return activities.delete(leadId, id, ifMatch);
    }
}
