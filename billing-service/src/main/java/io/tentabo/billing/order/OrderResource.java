package io.tentabo.billing.order;

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
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/billing/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Orders", description = "What has been ordered, and how far it has come")
public class OrderResource {

    private final Orders orders;
    private final OrderLines lines;
    private final Idempotency idempotency;

    OrderResource(Orders orders, OrderLines lines, Idempotency idempotency) {
        this.orders = orders;
        this.lines = lines;
        this.idempotency = idempotency;
    }

    @GET
    @PermissionsAllowed({Permissions.ORDERS_READ, Permissions.PORTAL_ORDERS_VIEW})
    @Operation(summary = "List orders", description = "Sorts: createdAt (default, descending) and orderNumber.")
    public Uni<RestResponse<Page<OrderSummary>>> list(
            @BeanParam OrderFilter filter, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return orders.list(filter, page).map(found -> PageResponse.of(found, uri));
    }

    @POST
    @PermissionsAllowed(Permissions.ORDERS_CREATE)
    @HonoursIdempotencyKey
    @Operation(
            summary = "Place an order",
            description = "Prices every line at once and keeps each price with its explanation. A subscription's lines "
                    + "have a duration; a wholesale order's lines have none, and may carry a price agreed on by those "
                    + "who manage orders.")
    @APIResponseSchema(value = OrderView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "403", description = "It has a channel, a price or notes that the caller may not give")
    @APIResponse(responseCode = "409", description = "There is a live order of this lead")
    @APIResponse(
            responseCode = "422",
            description = "A customer, product or duration that it names is none, is not for sale, or has no price")
    public Uni<Response> create(@Valid @NotNull NewOrder request) {
        return idempotency.once(request, () -> orders.create(request)
                .map(order -> Answers.created("/billing/v1/orders/" + order.id(), order)));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed({Permissions.ORDERS_READ, Permissions.PORTAL_ORDERS_VIEW})
    @Operation(summary = "Read an order with its lines")
    public Uni<RestResponse<OrderView>> get(@RestPath UUID id) {
        return orders.get(id).map(Answers::tagged);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, "application/json"})
    @PermissionsAllowed({Permissions.ORDERS_CREATE, Permissions.ORDERS_MANAGE})
    @Operation(
            summary = "Change an order until it is sent",
            description = "A JSON Merge Patch of poNumber, requestedDeliveryDate, customerId, distributorId and "
                    + "notesInternal.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "403", description = "It names a channel, or notes, that are not the caller's")
    @APIResponse(
            responseCode = "409",
            description = "It has been sent, or the distributor has a live order of its lead")
    @APIResponse(responseCode = "422", description = "There is no such customer, or it is not active")
    public Uni<RestResponse<OrderView>> change(
            @RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @NotNull ObjectNode patch) {
        return orders.change(id, ifMatch, patch).map(Answers::tagged);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.ORDERS_MANAGE)
    @Operation(summary = "Delete a draft", description = "Orders in any other status are cancelled instead.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "409", description = "It is no draft")
    public Uni<Void> delete(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return orders.delete(id, ifMatch);
    }

    @GET
    @Path("/{id}/items")
    @PermissionsAllowed({Permissions.ORDERS_READ, Permissions.PORTAL_ORDERS_VIEW})
    @Operation(summary = "List the lines of an order")
    public Uni<RestResponse<List<OrderLine>>> items(@RestPath UUID id) {
        return orders.get(id).map(order -> Answers.tagged(order.version(), order.items()));
    }

    @POST
    @Path("/{id}/items")
    @PermissionsAllowed({Permissions.ORDERS_CREATE, Permissions.ORDERS_MANAGE})
    @HonoursIdempotencyKey
    @Operation(summary = "Add a line until the order is sent", description = "Answers the order with its new totals.")
    @APIResponseSchema(value = OrderView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "403", description = "The price has not been agreed by one who may")
    @APIResponse(responseCode = "409", description = "It has been sent")
    @APIResponse(responseCode = "422", description = "The line cannot be priced, or there are too many")
    public Uni<Response> addItem(
            @RestPath UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull NewOrderLine request) {
        return idempotency.once(request, () -> lines.add(id, ifMatch, request)
                .map(order -> Answers.created(
                        "/billing/v1/orders/" + id + "/items/"
                                + order.items().getLast().id(),
                        order)));
    }

    @PUT
    @Path("/{id}/items/{itemId}")
    @PermissionsAllowed({Permissions.ORDERS_CREATE, Permissions.ORDERS_MANAGE})
    @Operation(
            summary = "Replace a line until the order is sent",
            description = "Prices the line anew. Answers the order with its new totals.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "403", description = "The price has not been agreed by one who may")
    @APIResponse(responseCode = "409", description = "It has been sent")
    @APIResponse(responseCode = "422", description = "The line cannot be priced")
    public Uni<RestResponse<OrderView>> replaceItem(
            @RestPath UUID id,
            @RestPath UUID itemId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull NewOrderLine request) {
        return lines.replace(id, itemId, ifMatch, request).map(Answers::tagged);
    }

    @DELETE
    @Path("/{id}/items/{itemId}")
    @PermissionsAllowed({Permissions.ORDERS_CREATE, Permissions.ORDERS_MANAGE})
    @Operation(
            summary = "Delete a line until the order is sent",
            description = "Answers the order with its new totals. The last line stays.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "It has been sent")
    @APIResponse(responseCode = "422", description = "It is the last line")
    public Uni<RestResponse<OrderView>> deleteItem(
            @RestPath UUID id, @RestPath UUID itemId, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return lines.delete(id, itemId, ifMatch).map(Answers::tagged);
    }

    @POST
    @Path("/{id}/reprice")
    @PermissionsAllowed({Permissions.ORDERS_CREATE, Permissions.ORDERS_MANAGE})
    @Operation(
            summary = "Price an order anew until it is sent",
            description = "Each line gets the price that it would have if it were ordered now; agreed prices stay. "
                    + "Answers the order with its new totals.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "It has been sent")
    @APIResponse(responseCode = "422", description = "A line is not for sale any more, or has no price")
    public Uni<RestResponse<OrderView>> reprice(
            @RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return lines.reprice(id, ifMatch).map(Answers::tagged);
    }
}
