package io.tentabo.identity.template;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The templates that there are to install. */
@Path("/identity/v1/templates")
@Tag(name = "Templates")
class TemplateResource {

    private final TemplateRegistry registry;

    TemplateResource(TemplateRegistry registry) {
        this.registry = registry;
    }

    @GET
    @PermissionsAllowed(Permissions.TEMPLATES_READ)
    @Operation(summary = "Lists templates, each with its latest version", description = "Sorts: name.")
    public Uni<RestResponse<Page<TemplateSummary>>> list(
            @Valid @BeanParam TemplateFilter filter, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return registry.list(filter, page).map(result -> PageResponse.of(result, uri));
    }

    @GET
    @Path("/{slug}")
    @PermissionsAllowed(Permissions.TEMPLATES_READ)
    @Operation(summary = "Shows the latest version of a template, and which versions there are")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "There is no such template")
    public Uni<TemplateDetails> get(String slug) {
        return registry.get(slug);
    }

    @GET
    @Path("/{slug}/versions/{version}")
    @PermissionsAllowed(Permissions.TEMPLATES_READ)
    @Operation(summary = "Shows a version of a template")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "There is no such template, or no such version of it")
    public Uni<Template> get(String slug, String version) {
        return registry.get(slug, version);
    }
}
