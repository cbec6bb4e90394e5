package io.tentabo.sync.pull;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import io.tentabo.sync.run.RunQueries;
import io.tentabo.sync.run.RunView;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Runs of one connection over HTTP. */
@Path("/sync/v1/connections/{id}/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs")
public class PullResource {

    private final Pulls pulls;
    private final RunQueries queries;
    private final Idempotency idempotency;

    PullResource(Pulls pulls, RunQueries queries, Idempotency idempotency) {
        this.pulls = pulls;
        this.queries = queries;
        this.idempotency = idempotency;
    }

    @POST
    @PermissionsAllowed(Permissions.PROVIDERS_MANAGE)
    @HonoursIdempotencyKey
    @Operation(summary = "Read the provider now", description = "Answers at once; the run goes on.")
    @APIResponseSchema(value = RunView.class, responseCode = "202", responseDescription = "Started")
    @APIResponse(responseCode = "409", description = "A run is under way, or the connection is not in use")
    @APIResponse(responseCode = "422", description = "There are no runs of this kind")
    public Uni<Response> start(UUID id, @Valid @NotNull NewRun request) {
        return idempotency.once(
                request, () -> pulls.start(id, request).map(run -> Answers.accepted("/sync/v1/runs/" + run.id(), run)));
    }

    @GET
    @PermissionsAllowed(Permissions.PROVIDERS_READ)
    @Operation(summary = "List a connection's runs", description = "Sorts: startedAt (default, newest first).")
    public Uni<RestResponse<Page<RunView>>> list(
            UUID id,
            @RestQuery @Nullable String status,
            @RestQuery @Nullable String direction,
            @Valid @BeanParam PageRequest page,
            @Context UriInfo uri) {
        return queries.list(id, status, direction, page).map(found -> PageResponse.of(found, uri));
    }
}
