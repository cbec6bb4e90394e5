package io.tentabo.billing.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.billing.trail.NoteFields;
import io.tentabo.billing.trail.NoteView;
import io.tentabo.billing.trail.Notes;
import io.tentabo.billing.trail.StatusChange;
import io.tentabo.billing.trail.StatusHistory;
import io.tentabo.billing.trail.Subject;
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

@Path("/billing/v1/contracts/{contractId}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Contracts")
public class ContractTrailResource {

    private final Contracts contracts;
    private final StatusHistory history;
    private final Notes notes;
    private final Idempotency idempotency;

    ContractTrailResource(Contracts contracts, StatusHistory history, Notes notes, Idempotency idempotency) {
        this.contracts = contracts;
        this.history = history;
        this.notes = notes;
        this.idempotency = idempotency;
    }

    @GET
    @Path("/history")
    @PermissionsAllowed(Permissions.CONTRACTS_READ)
    @Operation(summary = "List a contract's changes of status", description = "Latest first.")
    public Uni<RestResponse<Page<StatusChange>>> history(
            @RestPath UUID contractId, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return contracts
                .requireVisible(contractId)
                .chain(() -> history.list(Subject.CONTRACT, contractId, page))
                .map(found -> PageResponse.of(found, uri));
    }

    @GET
    @Path("/notes")
    @PermissionsAllowed(Permissions.CONTRACTS_READ)
    @Operation(
            summary = "List the notes of a contract",
            description = "Internal ones for the tenant's own people only.")
    public Uni<RestResponse<Page<NoteView>>> notes(
            @RestPath UUID contractId, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return contracts
                .requireVisible(contractId)
                .chain(() -> notes.list(Subject.CONTRACT, contractId, page))
                .map(found -> PageResponse.of(found, uri));
    }

    @POST
    @Path("/notes")
    @PermissionsAllowed(Permissions.CONTRACTS_MANAGE)
    @HonoursIdempotencyKey
    @Operation(summary = "Add a note to a contract")
    @APIResponseSchema(value = NoteView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "403", description = "The caller may not write internal notes")
    public Uni<Response> addNote(@RestPath UUID contractId, @Valid @NotNull NoteFields fields) {
        return idempotency.once(fields, () -> notes.add(
                        Subject.CONTRACT, contractId, fields, () -> contracts.requireVisible(contractId))
                .map(note -> Answers.created("/billing/v1/contracts/" + contractId + "/notes/" + note.id(), note)));
    }

    @PATCH
    @Path("/notes/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, "application/json"})
    @PermissionsAllowed(Permissions.CONTRACTS_MANAGE)
    @Operation(summary = "Change a note")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "403", description = "The caller is not its author")
    public Uni<RestResponse<NoteView>> changeNote(
            @RestPath UUID contractId,
            @RestPath UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull ObjectNode patch) {
        return notes.change(Subject.CONTRACT, contractId, id, ifMatch, patch).map(Answers::tagged);
    }

    @DELETE
    @Path("/notes/{id}")
    @PermissionsAllowed(Permissions.CONTRACTS_MANAGE)
    @Operation(summary = "Delete a note")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "403", description = "The caller is not its author")
    public Uni<Void> deleteNote(
            @RestPath UUID contractId, @RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return notes.delete(Subject.CONTRACT, contractId, id, ifMatch);
    }
}
