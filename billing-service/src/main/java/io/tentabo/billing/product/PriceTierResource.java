package io.tentabo.billing.product;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.paging.Page;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/billing/v1/products/{productId}/price-tiers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Products")
public class PriceTierResource {

    private final PriceTiers tiers;
    private final Idempotency idempotency;

    PriceTierResource(PriceTiers tiers, Idempotency idempotency) {
        this.tiers = tiers;
        this.idempotency = idempotency;
    }

    @GET
    @PermissionsAllowed(Permissions.CATALOG_READ)
    @Operation(summary = "List a product's price tiers", description = "All of them, by currency, period and quantity.")
    public Uni<Page<PriceTierView>> list(@RestPath UUID productId) {
        return tiers.list(productId).map(found -> new Page<>(found, null));
    }

    @POST
    @PermissionsAllowed(Permissions.CATALOG_MANAGE)
    @HonoursIdempotencyKey
    @Operation(
            summary = "Add a price tier",
            description = "Tiers of one product, currency and period never overlap. Units are counted from one: the "
                    + "tier 0 to 10 holds ten of them.")
    @APIResponseSchema(value = PriceTierView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "409", description = "It overlaps with another tier")
    public Uni<Response> create(@RestPath UUID productId, @Valid @NotNull PriceTierFields fields) {
        return idempotency.once(fields, () -> tiers.create(productId, fields)
                .map(tier -> Answers.created("/billing/v1/products/" + productId + "/price-tiers/" + tier.id(), tier)));
    }

    @PUT
    @Path("/{id}")
    @PermissionsAllowed(Permissions.CATALOG_MANAGE)
    @Operation(summary = "Replace a price tier")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "It overlaps with another tier")
    public Uni<RestResponse<PriceTierView>> replace(
            @RestPath UUID productId,
            @RestPath UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull PriceTierFields fields) {
        return tiers.replace(productId, id, ifMatch, fields).map(Answers::tagged);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.CATALOG_MANAGE)
    @Operation(summary = "Delete a price tier")
    public Uni<Void> delete(
            @RestPath UUID productId, @RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return tiers.delete(productId, id, ifMatch);
    }
}
