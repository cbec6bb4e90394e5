package io.tentabo.billing.product;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.billing.product.Products.ProductFilter;
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
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/billing/v1/products")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Products", description = "What a tenant sells")
public class ProductResource {

    private final Products products;
    private final Idempotency idempotency;

    ProductResource(Products products, Idempotency idempotency) {
        this.products = products;
        this.idempotency = idempotency;
    }

    @GET
    @PermissionsAllowed(Permissions.CATALOG_READ)
    @Operation(summary = "List products", description = "q finds products whose SKU or name begins with it.")
    public Uni<RestResponse<Page<ProductView>>> list(
            @RestQuery @Nullable ProductStatus status,
            @RestQuery @Nullable String type,
            @RestQuery @Size(max = 100) @Nullable String q,
            @Valid @BeanParam PageRequest page,
            UriInfo uri) {
        return products.list(new ProductFilter(status, type, q), page).map(found -> PageResponse.of(found, uri));
    }

    @POST
    @PermissionsAllowed(Permissions.CATALOG_MANAGE)
    @HonoursIdempotencyKey
    @Operation(summary = "Add a product")
    @APIResponseSchema(value = ProductView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "409", description = "Another product has this SKU")
    public Uni<Response> create(@Valid @NotNull ProductFields fields) {
        return idempotency.once(fields, () -> products.create(fields)
                .map(product -> Answers.created("/billing/v1/products/" + product.id(), product)));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.CATALOG_READ)
    @Operation(summary = "Read a product")
    public Uni<RestResponse<ProductView>> get(@RestPath UUID id) {
        return products.get(id).map(Answers::tagged);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, "application/json"})
    @PermissionsAllowed(Permissions.CATALOG_MANAGE)
    @Operation(summary = "Change a product", description = "A JSON Merge Patch of the fields that POST takes.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "Another product has this SKU")
    public Uni<RestResponse<ProductView>> change(
            @RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @NotNull ObjectNode patch) {
        return products.change(id, ifMatch, patch).map(Answers::tagged);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.CATALOG_MANAGE)
    @Operation(
            summary = "Delete a product and its price tiers",
            description = "A product that has been ordered cannot be deleted, only discontinued.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "409", description = "It has been ordered")
    public Uni<Void> delete(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return products.delete(id, ifMatch);
    }
}
