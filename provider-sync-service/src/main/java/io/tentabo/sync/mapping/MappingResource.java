package io.tentabo.sync.mapping;

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

/** Mappings over HTTP. */
@Path("/sync/v1/mappings")
@Tag(name = "Mappings")
public class MappingResource {

    private final MappingQueries queries;

    MappingResource(MappingQueries queries) {
        this.queries = queries;
    }

    @GET
    @PermissionsAllowed(Permissions.PROVIDERS_READ)
    @Operation(
            summary = "List mappings",
            description =
                    "Which record of the suite is which of the provider's. Sorts: createdAt (default, newest first).")
    public Uni<RestResponse<Page<MappingView>>> list(
            @RestQuery @Nullable UUID connectionId,
            @RestQuery @Nullable UUID internalId,
            @RestQuery @Nullable String externalId,
            @Valid @BeanParam PageRequest page,
            @Context UriInfo uri) {
        return queries.list(connectionId, internalId, externalId, page).map(found -> PageResponse.of(found, uri));
    }
}
