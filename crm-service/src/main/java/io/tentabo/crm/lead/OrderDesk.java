package io.tentabo.crm.lead;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where a lead's order is placed. Calls go over the network: never make one inside a transaction. */
public interface OrderDesk {

    /**
     * Places the order of a lead on behalf of the caller. One attempt of a lead places one order, however often this
     * is called.
     *
     * @param authorization the caller's own, as the request carried it
     */
    Uni<Placement> place(OrderRequest request, String authorization);

    /**
     * The order that was made of a lead and not cancelled, if there is one that the caller sees.
     *
     * @param channel the lead's: an order of another channel only names the lead
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the Uni) 502 or 503 when that cannot be told
     */
    Uni<Optional<PlacedOrder>> orderOf(UUID leadId, LeadChannel channel, String authorization);

    /**
     * An order that there is.
     *
     * @param isDraft whether it still has to be submitted, so that it has won nothing yet
     */
    record PlacedOrder(UUID id, String number, boolean isDraft) {}

    /**
     * An order to be placed.
     *
     * @param attempt names one order of the lead: another one after it was cancelled
     * @param currency ISO 4217
     * @param channel for whom the order is placed
     */
    record OrderRequest(UUID leadId, int attempt, String currency, LeadChannel channel, List<OrderItem> items) {}
}
