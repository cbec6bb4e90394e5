package io.tentabo.crm.customer;

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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Customers over HTTP. */
@Path("/crm/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
public class CustomerResource {

    private final Customers customers;
    private final Idempotency idempotency;

    CustomerResource(Customers customers, Idempotency idempotency) {
        this.customers = customers;
        this.idempotency = idempotency;
    }

    @POST
    @PermissionsAllowed(Permissions.CUSTOMERS_MANAGE)
    @HonoursIdempotencyKey
    @Operation(summary = "Create a customer", description = "It is ACTIVE at once.")
    @APIResponseSchema(value = CustomerView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "403", description = "The caller may not assign it so")
    @APIResponse(responseCode = "409", description = "Another customer has this account number")
    @APIResponse(
            responseCode = "422",
            description = "The owner is no active user of the tenant, or a credit limit has no currency")
    public Uni<Response> create(@Valid @NotNull NewCustomer request) {
        return idempotency.once(request, () -> customers
                .create(request)
                .map(customer -> Answers.created("/crm/v1/customers/" + customer.id(), customer)));
    }

    @GET
    @PermissionsAllowed(Permissions.CUSTOMERS_READ)
    @Operation(
            summary = "List customers",
            description = "Sorts: createdAt (default, newest first), updatedAt, companyName, accountNumber.")
    public Uni<RestResponse<Page<CustomerSummary>>> list(
            @Valid @BeanParam CustomerFilter filter, @Valid @BeanParam PageRequest page, @Context UriInfo uri) {
        return customers.list(filter, page).map(found -> PageResponse.of(found, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed({Permissions.CUSTOMERS_READ, Permissions.PORTAL_ACCESS})
    @Operation(
            summary = "Read a customer",
            description = "A customer's own people read their own, without what is internal.")
    public Uni<RestResponse<CustomerView>> get(UUID id) {
        return customers.get(id).map(Answers::tagged);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permissions.CUSTOMERS_MANAGE)
    @Operation(
            summary = "Edit a customer",
            description = "JSON Merge Patch. Another ownerId gives the customer to that user.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "403", description = "The caller may not change this of it")
    @APIResponse(responseCode = "409", description = "Another customer has this account number")
    @APIResponse(
            responseCode = "422",
            description = "The owner is no active user of the tenant, or a credit limit has no currency")
    public Uni<RestResponse<CustomerView>> patch(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Schema(implementation = CustomerFields.class) @NotNull ObjectNode patch) {
        return customers.patch(id, ifMatch, patch).map(Answers::tagged);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.CUSTOMERS_MANAGE)
    @Operation(
            summary = "Delete a customer",
            description = "For one that should never have been; one that no longer buys becomes INACTIVE instead. "
                    + "Orders that name it stay.")
    public Uni<Void> delete(UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return customers.delete(id, ifMatch);
    }

    @POST
    @Path("/{id}/status")
    @PermissionsAllowed(Permissions.CUSTOMERS_MANAGE)
    @Operation(
            summary = "Change a customer's status",
            description = "Nothing new is ordered for a customer that is not ACTIVE. Suspending needs a reason.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "It has this status")
    @APIResponse(responseCode = "422", description = "Suspending it needs a reason")
    public Uni<RestResponse<CustomerView>> changeStatus(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull CustomerStatusChange change) {
        return customers.changeStatus(id, ifMatch, change).map(Answers::tagged);
    }
}
