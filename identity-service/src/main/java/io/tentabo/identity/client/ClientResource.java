package io.tentabo.identity.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.token.LimitedTokens;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The clients of the caller's tenant: programs that act for themselves, sign people in, or both. */
@Path("/identity/v1/clients")
@Tag(name = "Clients")
class ClientResource {

    private final Clients clients;
    private final Idempotency idempotency;
    private final SecurityIdentity identity;

    ClientResource(Clients clients, Idempotency idempotency, SecurityIdentity identity) {
        this.clients = clients;
        this.idempotency = idempotency;
        this.identity = identity;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Lists clients")
    public Uni<RestResponse<Page<ClientView>>> list(@Valid @BeanParam PageRequest page, UriInfo uri) {
        return clients.list(page).map(result -> PageResponse.of(result, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Shows a client")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    public Uni<RestResponse<ClientView>> get(UUID id) {
        return clients.get(id).map(Answers::tagged);
    }

    @POST
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @HonoursIdempotencyKey
    @Operation(
            summary = "Creates a client",
            description =
                    "A client that acts for itself (client_credentials) names the roles of its service account; one"
                            + " that signs people in (authorization_code) names its redirect URIs. Make a secret for a"
                            + " confidential client next.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ClientView.class)))
    @APIResponse(responseCode = "403", description = "The roles or scopes permit what the caller may not do itself")
    @APIResponse(responseCode = "409", description = "The name is taken")
    @APIResponse(responseCode = "422", description = "The settings do not fit each other")
    public Uni<Response> create(@NotNull @Valid NewClient request) {
        return idempotency.once(request, () -> clients.create(request)
                .map(created -> Answers.created("/identity/v1/clients/" + created.id(), created)));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(summary = "Changes a client, by JSON Merge Patch")
    @APIResponse(responseCode = "200", description = "As it is afterwards")
    @APIResponse(
            responseCode = "403",
            description = "Its roles or scopes, before or after, permit what the caller may not do itself")
    @APIResponse(responseCode = "412", description = "It has changed since the version in If-Match")
    @APIResponse(responseCode = "422", description = "The settings would not fit each other")
    public Uni<RestResponse<ClientView>> change(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = ClientSettings.class)))
                    ObjectNode patch) {
        return clients.change(id, ifMatch, patch).map(Answers::tagged);
    }

    @POST
    @Path("/{id}/secret")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(
            summary = "Makes a new secret, shown this once",
            description = "The secret before is worthless from then on. Never stored, so no Idempotency-Key applies.")
    @APIResponse(responseCode = "200", description = "With the new secret, which is shown this once")
    @APIResponse(
            responseCode = "403",
            description = "Its service account may do what the caller may not, or the caller is an API key")
    @APIResponse(responseCode = "409", description = "A public client has no secret")
    public Uni<RestResponse<ClientSecret>> newSecret(UUID id) {
        LimitedTokens.refuseApiKeys(identity);
        return clients.newSecret(id).map(secret -> RestResponse.ResponseBuilder.ok(secret)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build());
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(summary = "Ends a client, its service account and what users granted it")
    @APIResponse(responseCode = "204", description = "Ended")
    @APIResponse(responseCode = "412", description = "It has changed since the version in If-Match")
    public Uni<Void> end(UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return clients.end(id, ifMatch);
    }
}
