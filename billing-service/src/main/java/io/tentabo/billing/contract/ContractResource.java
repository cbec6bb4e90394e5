package io.tentabo.billing.contract;

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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/billing/v1/contracts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Contracts", description = "What has been agreed on, for how long and for how much")
public class ContractResource {

    private final Contracts contracts;
    private final Idempotency idempotency;

    ContractResource(Contracts contracts, Idempotency idempotency) {
        this.contracts = contracts;
        this.idempotency = idempotency;
    }

    @GET
    @PermissionsAllowed(Permissions.CONTRACTS_READ)
    @Operation(
            summary = "List contracts",
            description = "Sorts: createdAt (default, descending), expirationDate and contractNumber.")
    public Uni<RestResponse<Page<ContractView>>> list(
            @BeanParam ContractFilter filter, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return contracts.list(filter, page).map(found -> PageResponse.of(found, uri));
    }

    @POST
    @PermissionsAllowed(Permissions.CONTRACTS_MANAGE)
    @HonoursIdempotencyKey
    @Operation(
            summary = "Enter a contract without an order",
            description = "For contracts taken over from elsewhere. Orders become contracts by being activated.")
    @APIResponseSchema(value = ContractView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "422", description = "There is no such customer")
    public Uni<Response> create(@Valid @NotNull NewContract request) {
        return idempotency.once(request, () -> contracts
                .create(request)
                .map(contract -> Answers.created("/billing/v1/contracts/" + contract.id(), contract)));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.CONTRACTS_READ)
    @Operation(summary = "Read a contract")
    public Uni<RestResponse<ContractView>> get(@RestPath UUID id) {
        return contracts.get(id).map(Answers::tagged);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, "application/json"})
    @PermissionsAllowed(Permissions.CONTRACTS_MANAGE)
    @Operation(
            summary = "Change a contract",
            description = "A JSON Merge Patch of contractType, userId and notesInternal.")
    public Uni<RestResponse<ContractView>> change(
            @RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @NotNull ObjectNode patch) {
        return contracts.change(id, ifMatch, patch).map(Answers::tagged);
    }
}
