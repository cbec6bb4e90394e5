package io.tentabo.sync.connection;

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
import jakarta.ws.rs.core.Context;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Connections over HTTP. */
@Path("/sync/v1/connections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class ConnectionResource {

    private final Connections connections;
    private final ConnectionQueries queries;
    private final ConnectionTests tests;
    private final Idempotency idempotency;

    ConnectionResource(
            Connections connections, ConnectionQueries queries, ConnectionTests tests, Idempotency idempotency) {
        this.connections = connections;
        this.queries = queries;
        this.tests = tests;
        this.idempotency = idempotency;
    }

    @POST
    @PermissionsAllowed(Permissions.PROVIDERS_MANAGE)
    @HonoursIdempotencyKey
    @Operation(summary = "Create a connection", description = "Credentials are stored encrypted and never shown again.")
    @APIResponseSchema(
            value = ConnectionView.class,
            responseCode = "201",
            responseDescription = "Created, to be tested and activated")
    @APIResponse(
            responseCode = "422",
            description = "There is no such provider or field, the address is refused, or the plan's limit is reached")
    public Uni<Response> create(@Valid @NotNull NewConnection request) {
        return idempotency.once(request, () -> connections
                .create(request)
                .map(connection -> Answers.created("/sync/v1/connections/" + connection.id(), connection)));
    }

    @GET
    @PermissionsAllowed(Permissions.PROVIDERS_READ)
    @Operation(summary = "List connections", description = "Sorts: createdAt (default, newest first).")
    public Uni<RestResponse<Page<ConnectionView>>> list(
            @RestQuery @Nullable ProviderType type,
            @RestQuery @Nullable Boolean active,
            @Valid @BeanParam PageRequest page,
            @Context UriInfo uri) {
        return queries.list(type, active, page).map(found -> PageResponse.of(found, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.PROVIDERS_READ)
    @Operation(summary = "Read a connection")
    public Uni<RestResponse<ConnectionView>> get(UUID id) {
        return queries.get(id).map(Answers::tagged);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permissions.PROVIDERS_MANAGE)
    @Operation(
            summary = "Edit a connection",
            description =
                    "Another address or other credentials take it out of use until it has passed a test. Once its "
                            + "leads are mapped it has to be one of the same account.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(
            responseCode = "422",
            description =
                    "There is no such field, the address is refused, or another address needs the credentials again")
    public Uni<RestResponse<ConnectionView>> edit(
            UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RequestBody(content = @Content(schema = @Schema(implementation = ConnectionFields.class))) @NotNull
                    ObjectNode patch) {
        return connections.edit(id, ifMatch, patch).map(Answers::tagged);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.PROVIDERS_MANAGE)
    @Operation(
            summary = "Delete a connection",
            description = "With its credentials, runs, mappings and conflicts. What the provider has stays there.")
    public Uni<Void> delete(UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return connections.delete(id, ifMatch);
    }

    @POST
    @Path("/{id}/test")
    @PermissionsAllowed(Permissions.PROVIDERS_MANAGE)
    @Operation(summary = "Test address and credentials", description = "Answers 200 also when the test fails.")
    public Uni<ConnectionTest> test(UUID id) {
        return tests.test(id);
    }

    @POST
    @Path("/{id}/activate")
    @PermissionsAllowed(Permissions.PROVIDERS_MANAGE)
    @Operation(
            summary = "Put a connection to use",
            description = "Needs a passed test of its present address and credentials. One of a type can be active.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(
            responseCode = "409",
            description = "Another of its type is active, or it has not passed a test as it is now")
    public Uni<RestResponse<ConnectionView>> activate(
            UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return connections.activate(id, ifMatch).map(Answers::tagged);
    }

    @POST
    @Path("/{id}/deactivate")
    @PermissionsAllowed(Permissions.PROVIDERS_MANAGE)
    @Operation(summary = "Take a connection out of use")
    public Uni<RestResponse<ConnectionView>> deactivate(
            UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return connections.deactivate(id, ifMatch).map(Answers::tagged);
    }
}
