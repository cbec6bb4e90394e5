package io.tentabo.billing.order;

import io.tentabo.billing.web.CurrencyCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An order to be placed.
 *
 * @param kind {@link OrderKind#SUBSCRIPTION} by default
 * @param draft whether it still has to be submitted; the channel and customers do not see a draft of the staff's, and
 *     customers none of the channel's
 * @param leadId the lead that it converts; a lead has at most one live order for each partner, or for each distributor
 *     where no partner is named
 * @param partnerId the partner it is placed for; a partner's people order for their own
 * @param customerId an active customer of the CRM whom the caller sees
 */
record NewOrder(
        OrderKind kind,
        boolean draft,
        @NotNull @CurrencyCode @Schema(examples = "EUR") String currency,
        @Nullable UUID leadId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        @Size(max = 100) @Nullable String poNumber,
        @Nullable LocalDate requestedDeliveryDate,
        @Size(max = 10_000) @Nullable String notesInternal,
        @NotEmpty @Size(max = 200) List<@Valid @NotNull NewOrderLine> items) {

    @SuppressWarnings("NullAway") // What the client leaves out arrives as null and is replaced here.
    NewOrder {
        kind = Objects.requireNonNullElse(kind, OrderKind.SUBSCRIPTION);
    }
}
