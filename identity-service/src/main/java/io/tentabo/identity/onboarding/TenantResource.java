package io.tentabo.identity.onboarding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.Passwords;
import io.tentabo.identity.tenant.TenantChange;
import io.tentabo.identity.tenant.TenantLives;
import io.tentabo.identity.tenant.TenantStatusChange;
import io.tentabo.identity.tenant.TenantView;
import io.tentabo.identity.tenant.Tenants;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Tenants, for platform operators. */
@Path("/identity/v1/tenants")
@Tag(name = "Tenants")
class TenantResource {

    private final Tenants tenants;
    private final TenantLives lives;
    private final Onboarding onboarding;
    private final Passwords passwords;
    private final Idempotency idempotency;
    private final CallerContext callers;

    TenantResource(
            Tenants tenants,
            TenantLives lives,
            Onboarding onboarding,
            Passwords passwords,
            Idempotency idempotency,
            CallerContext callers) {
        this.tenants = tenants;
        this.lives = lives;
        this.onboarding = onboarding;
        this.passwords = passwords;
        this.idempotency = idempotency;
        this.callers = callers;
    }

    @GET
    @PermissionsAllowed(Permissions.TENANTS_MANAGE)
    @Operation(summary = "Lists tenants", description = "Sorts: createdAt, slug.")
    public Uni<RestResponse<Page<TenantView>>> list(@Valid @BeanParam PageRequest page, UriInfo uri) {
        return tenants.list(page).map(result -> PageResponse.of(result, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.TENANTS_MANAGE)
    @Operation(summary = "Shows a tenant")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "There is none with this id")
    public Uni<RestResponse<TenantView>> get(UUID id) {
        return tenants.get(id).map(Answers::tagged);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permissions.TENANTS_MANAGE)
    @Operation(
            summary = "Changes a tenant's plan, limits, features and contacts, by JSON Merge Patch",
            description = "A limit below what is used takes nothing away; it only lets nothing be added.")
    @APIResponse(responseCode = "200", description = "As it is afterwards")
    @APIResponse(responseCode = "404", description = "There is none with this id")
    @APIResponse(responseCode = "412", description = "It has changed since the version in If-Match")
    public Uni<RestResponse<TenantView>> change(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = TenantChange.class)))
                    ObjectNode patch) {
        return lives.change(id, ifMatch, patch).map(Answers::tagged);
    }

    @POST
    @Path("/{id}/status")
    @PermissionsAllowed(Permissions.TENANTS_MANAGE)
    @Operation(summary = "Takes a tenant to the next step of its life", description = """
                    TRIAL becomes ACTIVE, SUSPENDED or CANCELLED; ACTIVE becomes SUSPENDED or CANCELLED; SUSPENDED and \
                    CANCELLED become ACTIVE again, or CANCELLED and ARCHIVED; ARCHIVED is the end. While a tenant is \
                    neither on trial nor active, nobody signs in to it, and what access tokens it has left are refused \
                    by every service within a minute with 403 tenant.suspended. Asking for the present status changes \
                    nothing.""")
    @APIResponse(responseCode = "200", description = "As it is afterwards")
    @APIResponse(responseCode = "404", description = "There is none with this id")
    @APIResponse(responseCode = "409", description = "Its life does not lead there from where it is")
    @APIResponse(responseCode = "412", description = "It has changed since the version in If-Match")
    public Uni<RestResponse<TenantView>> become(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid TenantStatusChange change) {
        return lives.become(id, ifMatch, change).map(Answers::tagged);
    }

    @POST
    @PermissionsAllowed(Permissions.TENANTS_MANAGE)
    @HonoursIdempotencyKey
    @Operation(summary = "Creates a tenant with its first administrator")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OnboardedTenant.class)))
    @APIResponse(responseCode = "409", description = "The slug is taken")
    public Uni<Response> create(
            @NotNull @Valid NewTenant request, @HeaderParam(Idempotency.KEY_HEADER) @Nullable String idempotencyKey) {
        Caller caller = Onboarding.withinNewTenant(CallerContext.current(), idempotencyKey);
        return passwords
                .hash(request.admin().password())
                .chain(hash -> callers.as(
                        caller,
                        () -> idempotency.once(
                                request, () -> onboarding.create(request, hash).map(created -> Response.created(
                                                URI.create("/identity/v1/tenants/"
                                                        + created.tenant().id()))
                                        .entity(created)
                                        .build()))));
    }
}
