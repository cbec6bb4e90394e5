package io.tentabo.identity.onboarding;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.Passwords;
import io.tentabo.identity.tenant.TenantView;
import io.tentabo.identity.tenant.Tenants;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import org.jspecify.annotations.Nullable;

/** Tenants, for platform operators. */
@Path("/identity/v1/tenants")
@Tag(name = "Tenants")
class TenantResource {

    private final Tenants tenants;
    private final Onboarding onboarding;
    private final Passwords passwords;
    private final Idempotency idempotency;
    private final CallerContext callers;

    TenantResource(
            Tenants tenants,
            Onboarding onboarding,
            Passwords passwords,
            Idempotency idempotency,
            CallerContext callers) {
        this.tenants = tenants;
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
    @APIResponse(responseCode = "404", description = "There is none with this id")
    public Uni<TenantView> get(UUID id) {
        return tenants.get(id);
    }

    @POST
    @PermissionsAllowed(Permissions.TENANTS_MANAGE)
    @Operation(summary = "Creates a tenant with its first administrator")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = OnboardedTenant.class)))
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
