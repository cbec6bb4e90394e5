package io.tentabo.identity.template;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The templates that the caller's tenant has installed. */
@Path("/identity/v1/tenant-templates")
@Tag(name = "Templates")
class TenantTemplateResource {

    private static final String NOT_PERMITTED =
            "It would permit what the caller may not do, or it changes settings and the caller is no owner";
    private static final String PREVIEW_OUTDATED = "It would by now change anything else than the preview showed";

    private final TenantTemplates templates;
    private final TenantTemplateRows rows;
    private final Idempotency idempotency;

    TenantTemplateResource(TenantTemplates templates, TenantTemplateRows rows, Idempotency idempotency) {
        this.templates = templates;
        this.rows = rows;
        this.idempotency = idempotency;
    }

    @GET
    @PermissionsAllowed(Permissions.TEMPLATES_READ)
    @Operation(
            summary = "Lists the tenant's templates, those that were removed as well",
            description = "Sorts: installedAt.")
    public Uni<RestResponse<Page<TenantTemplateView>>> list(@Valid @BeanParam PageRequest page, UriInfo uri) {
        return rows.list(page).map(result -> PageResponse.of(result, uri));
    }

    @GET
    @Path("/{slug}")
    @PermissionsAllowed(Permissions.TEMPLATES_READ)
    @Operation(summary = "Shows a template of the tenant")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "The tenant never had it")
    public Uni<TenantTemplateView> get(String slug) {
        return rows.get(slug);
    }

    @POST
    @Path("/preview")
    @PermissionsAllowed(Permissions.TEMPLATES_MANAGE)
    @Operation(summary = "Shows exactly what an install, upgrade or removal would change now", description = """
                    Features that are switched, roles that are created, changed or removed, settings with their values \
                    before and after, and what stays because the tenant has edited it, people hold it or another \
                    template needs it. Send the digest with the action: it then does exactly this, or is refused.""")
    @APIResponse(responseCode = "200", description = "What it would change")
    @APIResponse(responseCode = "403", description = "The caller does not see all of the tenant")
    @APIResponse(responseCode = "404", description = "To be upgraded or removed, but not installed")
    @APIResponse(responseCode = "409", description = "To be installed, but installed; or upgraded, but not older")
    @APIResponse(responseCode = "422", description = "There is no such template, or no such version of it")
    public Uni<TemplatePreview> preview(@NotNull @Valid TemplatePreviewRequest request) {
        return templates.preview(request);
    }

    @POST
    @PermissionsAllowed(Permissions.TEMPLATES_MANAGE)
    @HonoursIdempotencyKey
    @Operation(summary = "Installs a template", description = "What the tenant has edited before is left as it is.")
    @APIResponse(
            responseCode = "201",
            description = "Installed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AppliedTemplate.class)))
    @APIResponse(responseCode = "403", description = NOT_PERMITTED)
    @APIResponse(responseCode = "409", description = "It is installed")
    @APIResponse(responseCode = "412", description = PREVIEW_OUTDATED)
    @APIResponse(responseCode = "422", description = "There is no such template, or no such version of it")
    public Uni<Response> install(@NotNull @Valid TemplateInstallation request) {
        return idempotency.once(request, () -> templates.install(request).map(applied -> Response.created(URI.create(
                        "/identity/v1/tenant-templates/" + applied.template().slug()))
                .entity(applied)
                .build()));
    }

    @POST
    @Path("/{slug}/upgrade")
    @PermissionsAllowed(Permissions.TEMPLATES_MANAGE)
    @HonoursIdempotencyKey
    @Operation(summary = "Upgrades a template to a later version", description = """
                    Three ways are compared: the installed version, the tenant as it is, and the \
                    later version. What the tenant has edited is kept; of a role, permission by permission.""")
    @APIResponse(
            responseCode = "200",
            description = "Upgraded",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AppliedTemplate.class)))
    @APIResponse(responseCode = "403", description = NOT_PERMITTED)
    @APIResponse(responseCode = "404", description = "It is not installed")
    @APIResponse(responseCode = "409", description = "The installed version is not older")
    @APIResponse(responseCode = "412", description = PREVIEW_OUTDATED)
    @APIResponse(responseCode = "422", description = "There is no such version")
    public Uni<Response> upgrade(String slug, @NotNull @Valid TemplateUpgrade request) {
        return idempotency.once(request, () -> templates.upgrade(slug, request).map(applied -> Response.ok(applied)
                .build()));
    }

    @DELETE
    @Path("/{slug}")
    @PermissionsAllowed(Permissions.TEMPLATES_MANAGE)
    @Operation(summary = "Removes a template", description = """
                    Switches off what it has switched on and no other template needs, and gives settings their values back. \
                    Roles that somebody holds or the tenant has edited stay and are the tenant's own from then on: the \
                    answer names them under kept. No record of any service is deleted.""")
    @APIResponse(responseCode = "200", description = "Removed")
    @APIResponse(
            responseCode = "403",
            description = "A role permits what the caller may not do, or settings change and the caller is no owner")
    @APIResponse(responseCode = "404", description = "It is not installed")
    @APIResponse(responseCode = "412", description = PREVIEW_OUTDATED)
    public Uni<AppliedTemplate> remove(
            String slug,
            @RestQuery
                    @Size(min = 1, max = 100)
                    @Parameter(
                            description =
                                    "Of the preview: if the action would by now change anything else, it is refused.")
                    @Nullable
                    String digest) {
        return templates.remove(slug, digest);
    }
}
