package io.tentabo.sync.run;

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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The log of runs over HTTP. */
@Path("/sync/v1/runs")
@Tag(name = "Runs")
public class RunResource {

    private final RunQueries queries;

    RunResource(RunQueries queries) {
        this.queries = queries;
    }

    @GET
    @PermissionsAllowed(Permissions.PROVIDERS_READ)
    @Operation(summary = "List runs", description = "Sorts: startedAt (default, newest first).")
    public Uni<RestResponse<Page<RunView>>> list(
            @RestQuery @Nullable UUID connectionId,
            @RestQuery @Nullable String status,
            @RestQuery @Nullable String direction,
            @Valid @BeanParam PageRequest page,
            @Context UriInfo uri) {
        return queries.list(connectionId, status, direction, page).map(found -> PageResponse.of(found, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.PROVIDERS_READ)
    @Operation(summary = "Read a run with its errors")
    public Uni<RunView> get(UUID id) {
        return queries.get(id);
    }
}
