package io.tentabo.identity.user;

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
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The report of users who have not been here for a while. */
@Path("/identity/v1/reports/dormant-users")
@Tag(name = "Users")
class DormantUserResource {

    private final DormantUsers dormant;

    DormantUserResource(DormantUsers dormant) {
        this.dormant = dormant;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(
            summary = "Lists people who have neither signed in nor kept a session going for a while",
            description = "Who is newer than that is not among them. Sorts: name, createdAt.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "403", description = "The caller does not see the whole tenant")
    public Uni<RestResponse<Page<DormantUserView>>> list(
            @RestQuery
                    @Parameter(
                            description = "Nobody who was here on this day, in UTC, or later; 90 days ago by default.",
                            example = "2026-08-01")
                    @Nullable
                    LocalDate since,
            @Valid @BeanParam PageRequest page,
            UriInfo uri) {
        return dormant.list(since, page).map(result -> PageResponse.of(result, uri));
    }
}
