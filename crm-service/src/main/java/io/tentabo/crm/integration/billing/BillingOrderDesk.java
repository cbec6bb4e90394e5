package io.tentabo.crm.integration.billing;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.crm.integration.billing.BillingOrders.NewBillingOrder;
import io.tentabo.crm.lead.LeadChannel;
import io.tentabo.crm.lead.OrderDesk;
import io.tentabo.crm.lead.Placement;
import io.tentabo.kit.security.CallerContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Places leads' orders in billing. */
@ApplicationScoped
class BillingOrderDesk implements OrderDesk {

    private static final Logger LOG = Logger.getLogger(BillingOrderDesk.class);

    /** Billing's codes for an order of the lead that exists: the key was used for it, or the lead has one. */
    private static final Set<Object> EXISTS = Set.of("idempotency.key-reused", "order.lead-already-ordered");

    private static final int REQUEST_TIMEOUT = 408;

    private final BillingOrders orders;
    private final BillingProblems problems;

    BillingOrderDesk(@RestClient BillingOrders orders, BillingProblems problems) {
        this.orders = orders;
        this.problems = problems;
    }

    @Override
    public Uni<Placement> place(OrderRequest request, String authorization) {
        NewBillingOrder order = new NewBillingOrder(
                "SUBSCRIPTION",
                request.currency(),
                request.leadId(),
                request.channel().partnerId(),
                request.channel().distributorId(),
                request.items());
        String key = "lead-conversion-%s-%d".formatted(request.leadId(), request.attempt());
        return orders.create(authorization, key, requestId(), order)
                .<Placement>map(created -> new Placement.Placed(created.id()))
                .onFailure()
                .recoverWithItem(failure -> explain(request.leadId(), failure));
    }

    @Override
    public Uni<Optional<PlacedOrder>> orderOf(UUID leadId, LeadChannel channel, String authorization) {
        UUID partnerId = channel.partnerId();
        UUID distributorId = partnerId == null ? channel.distributorId() : null;
        return orders.ofLead(authorization, requestId(), leadId, partnerId, distributorId)
                .map(page -> page.items().stream()
                        .filter(order -> order.isLive() && order.isOf(channel))
                        .map(order -> new PlacedOrder(order.id(), order.orderNumber(), order.isDraft()))
                        .findFirst())
                .onFailure()
                .transform(failure -> problemOf(explain(leadId, failure)));
    }

    private Placement explain(UUID leadId, Throwable failure) {
        if (!(failure instanceof WebApplicationException answered)) {
            LOG.warnf("Billing did not answer about lead %s: %s", leadId, failure);
            return wasSent(failure)
                    ? new Placement.Unknown(BillingProblems.unavailable())
                    : new Placement.Refused(BillingProblems.unavailable());
        }
        Response answer = answered.getResponse();
        int status = answer.getStatus();
        Optional<HttpProblem> refusal = status < 400 || status >= 500 || status == REQUEST_TIMEOUT
                ? Optional.empty()
                : problems.refusal(status, answer.getHeaderString(HttpHeaders.RETRY_AFTER), bodyOf(answer));
        if (refusal.isEmpty()) {
            LOG.warnf("Billing answered %d about lead %s", status, leadId);
            return new Placement.Unknown(
                    status == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()
                            ? BillingProblems.unavailable()
                            : BillingProblems.failed());
        }
        HttpProblem problem = refusal.get();
        return EXISTS.contains(problem.getParameters().get("code"))
                ? new Placement.PlacedBefore(problem)
                : new Placement.Refused(problem);
    }

    /** Without a connection nothing was sent; whatever happens after that, billing may have received the request. */
    private static boolean wasSent(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .noneMatch(cause -> cause instanceof ConnectException
                        || cause instanceof NoRouteToHostException
                        || cause instanceof UnknownHostException);
    }

    private static String bodyOf(Response answer) {
        return answer.hasEntity() ? answer.readEntity(String.class) : "";
    }

    private static HttpProblem problemOf(Placement placement) {
        return switch (placement) {
            case Placement.PlacedBefore(HttpProblem problem) -> problem;
            case Placement.Refused(HttpProblem problem) -> problem;
            case Placement.Unknown(HttpProblem problem) -> problem;
            case Placement.Placed ignored -> BillingProblems.failed();
        };
    }

    private static @Nullable String requestId() {
        return CallerContext.current().origin().requestId();
    }
}
