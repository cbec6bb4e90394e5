package io.tentabo.identity.apikey;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The API keys of a user, for who administers users; nobody makes keys for somebody else. */
@Path("/identity/v1/users/{userId}/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
class UserApiKeysResource {

    private final ApiKeys apiKeys;

    UserApiKeysResource(ApiKeys apiKeys) {
        this.apiKeys = apiKeys;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Lists a user's API keys", description = "Revoked and expired ones, too. Sort: createdAt.")
    public Uni<RestResponse<Page<ApiKeyView>>> list(UUID userId, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return apiKeys.ofUser(userId, page).map(result -> PageResponse.of(result, uri));
    }

    @POST
    @Path("/{id}/revoke")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(
            summary = "Revokes one of a user's API keys",
            description = "No service lets it in for longer than another minute. Revoking again changes nothing.")
    @APIResponseSchema(ApiKeyView.class)
    @APIResponse(responseCode = "404", description = "That user has no such key")
    public Uni<ApiKeyView> revoke(UUID userId, UUID id, @NotNull @Valid ApiKeyRevocation request) {
        return apiKeys.revokeOfUser(userId, id, request.reason());
    }
}
