package io.tentabo.identity.apikey;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.token.LimitedTokens;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The caller's own API keys. Not for keys: nobody holds on to what was revoked by a key that the revoked one made. */
@Path("/identity/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
class ApiKeyResource {

    private static final String PATH = "/identity/v1/api-keys/";

    private final ApiKeys apiKeys;
    private final SecurityIdentity identity;

    ApiKeyResource(ApiKeys apiKeys, SecurityIdentity identity) {
        this.apiKeys = apiKeys;
        this.identity = identity;
    }

    @GET
    @Authenticated
    @Operation(
            summary = "Lists the caller's API keys",
            description =
                    "Revoked and expired ones, too. Not for API keys and other limited tokens, which are answered 403."
                            + " Sort: createdAt.")
    public Uni<RestResponse<Page<ApiKeyView>>> list(@Valid @BeanParam PageRequest page, UriInfo uri) {
        LimitedTokens.refuse(identity);
        return apiKeys.own(page).map(result -> PageResponse.of(result, uri));
    }

    @GET
    @Path("/{id}")
    @Authenticated
    @Operation(summary = "Shows one of the caller's API keys")
    @APIResponseSchema(ApiKeyView.class)
    @APIResponse(responseCode = "404", description = "The caller has no such key")
    public Uni<ApiKeyView> get(UUID id) {
        LimitedTokens.refuse(identity);
        return apiKeys.own(id);
    }

    @POST
    @Authenticated
    @Operation(
            summary = "Makes an API key, shown this once",
            description =
                    "By it a program acts as the caller, as far as its scopes go and never beyond what the caller may"
                            + " do at that moment. Never stored, so no Idempotency-Key applies: a repetition finds the"
                            + " name taken.")
    @APIResponseSchema(value = CreatedApiKey.class, responseCode = "201", responseDescription = "Made")
    @APIResponse(
            responseCode = "403",
            description =
                    "The scopes permit what the caller may not do itself, or the token was granted to a client, which"
                            + " the key would outlive")
    @APIResponse(responseCode = "409", description = "Another key of the caller has this name")
    @APIResponse(
            responseCode = "422",
            description = "A scope is no permission, it would live too long, or there are too many")
    public Uni<RestResponse<CreatedApiKey>> create(@NotNull @Valid NewApiKey request) {
        LimitedTokens.refuseGranted(identity);
        return apiKeys.create(request).map(created -> RestResponse.ResponseBuilder.create(Status.CREATED, created)
                .header(HttpHeaders.LOCATION, PATH + created.id())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build());
    }

    @POST
    @Path("/{id}/revoke")
    @Authenticated
    @Operation(
            summary = "Revokes one of the caller's API keys",
            description = "No service lets it in for longer than another minute. Revoking again changes nothing.")
    @APIResponseSchema(ApiKeyView.class)
    @APIResponse(responseCode = "404", description = "The caller has no such key")
    public Uni<ApiKeyView> revoke(UUID id, @NotNull @Valid ApiKeyRevocation request) {
        LimitedTokens.refuse(identity);
        return apiKeys.revokeOwn(id, request.reason());
    }
}
