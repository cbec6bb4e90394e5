package io.tentabo.identity.client;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The clients of the caller's tenant: programs that obtain tokens by the client credentials grant. */
@Path("/identity/v1/clients")
@Tag(name = "Clients")
class ClientResource {

    private final Clients clients;
    private final Idempotency idempotency;

    ClientResource(Clients clients, Idempotency idempotency) {
        this.clients = clients;
        this.idempotency = idempotency;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Lists clients")
    public Uni<RestResponse<Page<ClientView>>> list(@Valid @BeanParam PageRequest page, UriInfo uri) {
        return clients.list(page).map(result -> PageResponse.of(result, uri));
    }

    @POST
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(summary = "Creates a client and its service account; make a secret for it next")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = ClientView.class)))
    public Uni<Response> create(@NotNull @Valid NewClient request) {
        return idempotency.once(request, () -> clients.create(request)
                .map(created -> Response.created(URI.create("/identity/v1/clients/" + created.id()))
                        .entity(created)
                        .build()));
    }

    @POST
    @Path("/{id}/secret")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(
            summary = "Makes a new secret, shown this once",
            description = "The secret before is worthless from then on. Never stored, so no Idempotency-Key applies.")
    public Uni<RestResponse<ClientSecret>> newSecret(UUID id) {
        return clients.newSecret(id).map(secret -> RestResponse.ResponseBuilder.ok(secret)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build());
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(summary = "Ends a client and its service account")
    @APIResponse(responseCode = "204", description = "Ended")
    public Uni<Void> end(UUID id) {
        return clients.end(id);
    }
}
