package io.tentabo.identity.privacy;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.kit.privacy.PersonJob;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Copies of what the suite holds of persons (GDPR art. 15 and 20). */
@Path("/identity/v1/privacy/exports")
@Tag(name = "Privacy")
class PersonExportResource {

    private final PrivacyRequests requests;
    private final Idempotency idempotency;

    PersonExportResource(PrivacyRequests requests, Idempotency idempotency) {
        this.requests = requests;
        this.idempotency = idempotency;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(
            summary = "Lists exports of persons' data",
            description = "Sorts: requestedAt. What each service did is shown by id.")
    public Uni<RestResponse<Page<PrivacyRequestView>>> list(@Valid @BeanParam PageRequest page, UriInfo uri) {
        return requests.list(PersonJob.Kind.EXPORT, page).map(result -> PageResponse.of(result, uri));
    }

    @POST
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @HonoursIdempotencyKey
    @Operation(summary = "Has everything exported that the suite holds of a person", description = """
                    Every service writes what it holds as compressed JSON Lines to the store of exports, with a manifest of \
                    all files and their digests. Found by the user and by the address. The job survives the end of every \
                    process.""")
    @APIResponse(
            responseCode = "202",
            description = "Promised; Location shows how far it is",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PrivacyRequestView.class)))
    @APIResponse(responseCode = "403", description = "The caller does not see the whole tenant")
    @APIResponse(responseCode = "404", description = "There is no such user in the caller's tenant")
    @APIResponse(
            responseCode = "409",
            description = "A request about the person is running, or there is nowhere to export to")
    @APIResponse(responseCode = "422", description = "A service account is not a person")
    public Uni<Response> create(
            @NotNull
                    @Valid
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = NewPrivacyRequest.class),
                                            examples = {
                                                @ExampleObject(name = "A user", value = NewPrivacyRequest.A_USER),
                                                @ExampleObject(name = "A contact", value = NewPrivacyRequest.A_CONTACT)
                                            }))
                    NewPrivacyRequest request) {
        return idempotency.once(request, () -> requests.export(request)
                .map(promised -> Answers.accepted("/identity/v1/privacy/exports/" + promised.id(), promised)));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(summary = "Shows how far an export is, and in the end its signed report")
    @APIResponse(responseCode = "200", description = "The request")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    public Uni<PrivacyRequestView> get(UUID id) {
        return requests.get(id, PersonJob.Kind.EXPORT);
    }
}
