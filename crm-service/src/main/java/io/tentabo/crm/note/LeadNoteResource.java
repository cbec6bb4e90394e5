package io.tentabo.crm.note;

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

/** A lead's notes over HTTP. */
@Path("/crm/v1/leads/{leadId}/notes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Lead notes")
public class LeadNoteResource {

    private final LeadNotes notes;
    private final Idempotency idempotency;

    LeadNoteResource(LeadNotes notes, Idempotency idempotency) {
        this.notes = notes;
        this.idempotency = idempotency;
    }

    @POST
    @PermissionsAllowed(Permissions.LEADS_WRITE)
    @HonoursIdempotencyKey
    @Operation(summary = "Write a note")
    @APIResponseSchema(value = NoteView.class, responseCode = "201", responseDescription = "Written")
    @APIResponse(responseCode = "403", description = "The caller may not write internal notes")
    public Uni<Response> write(UUID leadId, @Valid @NotNull NewNote request) {
        return idempotency.once(request, () -> notes.write(leadId, request)
                .map(note -> Answers.created("/crm/v1/leads/" + leadId + "/notes/" + note.id(), note)));
    }

    @GET
    @PermissionsAllowed(Permissions.LEADS_READ)
    @Operation(summary = "List a lead's notes", description = "Newest first.")
    public Uni<RestResponse<Page<NoteView>>> list(
            UUID leadId, @Valid @BeanParam PageRequest page, @Context UriInfo uri) {
        return notes.list(leadId, page).map(found -> PageResponse.of(found, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.LEADS_READ)
    @Operation(summary = "Read a note")
    public Uni<RestResponse<NoteView>> get(UUID leadId, UUID id) {
        return notes.get(leadId, id).map(Answers::tagged);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permissions.LEADS_WRITE)
    @Operation(summary = "Edit a note", description = "JSON Merge Patch.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "403", description = "The caller is not its author")
    public Uni<RestResponse<NoteView>> patch(
            UUID leadId,
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Schema(implementation = NoteFields.class) @NotNull ObjectNode patch) {
        return notes.patch(leadId, id, ifMatch, patch).map(Answers::tagged);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.LEADS_WRITE)
    @Operation(summary = "Delete a note")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "403", description = "The caller neither wrote it nor may delete leads")
    public Uni<Void> delete(UUID leadId, UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return notes.delete(leadId, id, ifMatch);
    }
}
