package io.tentabo.identity.provider;

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
import jakarta.ws.rs.core.HttpHeaders;
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
import org.jspecify.annotations.Nullable;

/** The providers that people of the caller's tenant prove themselves to. */
@Path("/identity/v1/auth-providers")
@Tag(name = "Authentication providers")
class AuthProviderResource {

    private static final String PATH = "/identity/v1/auth-providers/";
    private static final String LDAP = """
            {
              "name": "Oxiadmin",
              "configuration": {
                "type": "ldap",
                "host": "directory.example.com",
                "security": "START_TLS",
                "bindDn": "cn=tentabo,ou=services,dc=example,dc=com",
                "searchBase": "ou=people,dc=example,dc=com",
                "idAttribute": "uid"
              },
              "credentials": {"secret": "the bind DN's password"}
            }
            """;
    private static final String OPENID = """
            {
              "name": "Oxibox login",
              "configuration": {
                "type": "oidc",
                "issuer": "https://login.example.com/realms/oxibox",
                "clientId": "tentabo"
              },
              "credentials": {"secret": "the client's secret"}
            }
            """;
    private static final String MOVE = """
            {
              "configuration": {"host": "directory2.example.com"},
              "credentials": {"secret": "the bind DN's password"}
            }
            """;

    private final AuthProviders providers;
    private final ProviderTests tests;
    private final Idempotency idempotency;

    AuthProviderResource(AuthProviders providers, ProviderTests tests, Idempotency idempotency) {
        this.providers = providers;
        this.tests = tests;
        this.idempotency = idempotency;
    }

    @GET
    @PermissionsAllowed(Permissions.PROVIDERS_READ)
    @Operation(summary = "Lists authentication providers", description = "Sort: createdAt.")
    public Uni<RestResponse<Page<AuthProviderView>>> list(@Valid @BeanParam PageRequest page, UriInfo uri) {
        return providers.list(page).map(result -> PageResponse.of(result, uri));
    }

    @POST
    @PermissionsAllowed(Permissions.PROVIDERS_MANAGE)
    @HonoursIdempotencyKey
    @Operation(
            summary = "Creates an authentication provider",
            description = "Test it, then activate it. Its credentials are stored encrypted and never shown.")
    @APIResponse(
            responseCode = "201",
            description = "Created, not yet in use",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AuthProviderView.class)))
    @APIResponse(
            responseCode = "422",
            description = "The configuration cannot work, or the plan's maxIntegrations allows no further integration")
    public Uni<Response> create(
            @NotNull
                    @Valid
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = AuthProviderFields.class),
                                            examples = {
                                                @ExampleObject(name = "A directory", value = LDAP),
                                                @ExampleObject(name = "An OpenID provider", value = OPENID)
                                            }))
                    AuthProviderFields request) {
        return idempotency.once(
                request, () -> providers.create(request).map(created -> Answers.created(PATH + created.id(), created)));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.PROVIDERS_READ)
    @Operation(summary = "Shows an authentication provider")
    @APIResponse(responseCode = "200", description = "The provider")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    public Uni<RestResponse<AuthProviderView>> get(UUID id) {
        return providers.get(id).map(Answers::tagged);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permissions.PROVIDERS_MANAGE)
    @Operation(
            summary = "Changes an authentication provider, by JSON Merge Patch",
            description =
                    "Another configuration or other credentials take it out of use until it has passed a test and is"
                            + " activated. To change without a gap, create another provider, test it and activate it.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    @APIResponse(responseCode = "412", description = "It has changed since the version in If-Match")
    @APIResponse(
            responseCode = "422",
            description = "The configuration cannot work, is of another kind, or leads elsewhere without credentials")
    public Uni<RestResponse<AuthProviderView>> change(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull
                    @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = AuthProviderFields.class),
                                            examples = @ExampleObject(name = "Another host", value = MOVE)))
                    ObjectNode patch) {
        return providers.change(id, ifMatch, patch).map(Answers::tagged);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.PROVIDERS_MANAGE)
    @Operation(
            summary = "Deletes an authentication provider",
            description = "Users whom it signed in stay; they cannot sign in until a provider knows them.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    @APIResponse(responseCode = "409", description = "It is active")
    @APIResponse(responseCode = "412", description = "It has changed since the version in If-Match")
    public Uni<Void> delete(UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return providers.delete(id, ifMatch);
    }

    @POST
    @Path("/{id}/test")
    @PermissionsAllowed(Permissions.PROVIDERS_MANAGE)
    @Operation(
            summary = "Tests an authentication provider",
            description = "Asks it with its present configuration and credentials. Answers 200 also when that fails.")
    @APIResponse(responseCode = "200", description = "How the test ended")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    public Uni<ProviderTest> test(UUID id) {
        return tests.test(id);
    }

    @POST
    @Path("/{id}/activate")
    @PermissionsAllowed(Permissions.PROVIDERS_MANAGE)
    @Operation(
            summary = "Puts an authentication provider to use",
            description = "The one that was in use is deactivated at the same moment. Local passwords keep working.")
    @APIResponse(responseCode = "200", description = "In use, now or before")
    @APIResponse(
            responseCode = "403",
            description = "Providers of its kind sign in somebody who may do more than the caller")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    @APIResponse(responseCode = "409", description = "Its present configuration has not passed a test")
    @APIResponse(responseCode = "412", description = "It has changed since the version in If-Match")
    @APIResponse(responseCode = "422", description = "The plan allows no further integration in use")
    public Uni<RestResponse<AuthProviderView>> activate(
            UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return providers.activate(id, ifMatch).map(Answers::tagged);
    }

    @POST
    @Path("/{id}/deactivate")
    @PermissionsAllowed(Permissions.PROVIDERS_MANAGE)
    @Operation(summary = "Takes an authentication provider out of use", description = "Sessions that have begun go on.")
    @APIResponse(responseCode = "200", description = "Out of use, now or before")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    @APIResponse(responseCode = "412", description = "It has changed since the version in If-Match")
    public Uni<RestResponse<AuthProviderView>> deactivate(
            UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return providers.deactivate(id, ifMatch).map(Answers::tagged);
    }
}
