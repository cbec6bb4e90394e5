package io.tentabo.crm.lead;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a lead's order is placed. Calls go over the network: never make one inside a transaction. */
public interface OrderDesk {

    /**
     * Places the order of a lead on behalf of the caller. The same lead's order is placed once, however often this is
     * called.
     *
     * @param authorization the caller's own, as the request carried it
     */
    Uni<Placement> place(OrderRequest request, String authorization);

    /**
     * The order that was made of a lead and not cancelled, if there is one that the caller sees.
     *
     * @param partnerId the lead's: an order of another partner only names the lead
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the Uni) 502 or 503 when that cannot be told
     */
    Uni<Optional<UUID>> orderOf(UUID leadId, @Nullable UUID partnerId, String authorization);

    /** @param currency ISO 4217 */
    record OrderRequest(
            UUID leadId,
            String currency,
            @Nullable UUID partnerId,
            @Nullable UUID distributorId,
            List<OrderItem> items) {}
}
