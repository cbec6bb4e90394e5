package io.tentabo.billing.quote;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/billing/v1/price-quotes")
@Tag(name = "Prices", description = "What a basket costs, and why")
public class PriceQuoteResource {

    private final PriceQuotes quotes;

    PriceQuoteResource(PriceQuotes quotes) {
        this.quotes = quotes;
    }

    @POST
    @PermissionsAllowed(Permissions.CATALOG_READ)
    @Operation(
            summary = "Price a basket",
            description = "Changes nothing. Each line says which tiers applied and what each step amounts to. A "
                    + "product with monthly tiers in the currency is priced by the month; one with yearly tiers only "
                    + "by the year, for durations of whole years; a line without a duration by its one-off tiers.")
    @APIResponse(responseCode = "200", description = "The prices")
    @APIResponse(
            responseCode = "422",
            description = "A product or duration is unknown or not for sale, or there is no price for it")
    public Uni<PriceQuote> quote(@Valid @NotNull PriceQuoteRequest request) {
        return quotes.quote(request);
    }
}
