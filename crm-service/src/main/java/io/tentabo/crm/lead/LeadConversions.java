package io.tentabo.crm.lead;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Making an order of a lead: two services, one outcome.
 *
 * <ol>
 *   <li>A first transaction marks the lead: from here it takes no other status, keeps its partner and is not deleted.
 *   <li>The order is placed, outside any transaction, with a key that is made of the lead and the number of its attempt:
 *       however often this step is repeated, there is one order. The number moves on when that order is cancelled.
 *   <li>A second transaction wins the lead. It acts for the user who was allowed to begin, but across the whole tenant:
 *       the order exists, whether that user still sees the lead or not.
 * </ol>
 *
 * <p>A crash or a lost answer leaves the marker. Repeating the conversion, with the same lines or others, finds the order
 * or places it, and goes on; so does the event that tells of the order. A refusal takes the marker away: nothing has
 * happened. Whoever wants something else of the lead once nobody is at the conversion any more has it settled first.
 */
@ApplicationScoped
class LeadConversions {

    private static final String MARK = """
            UPDATE leads
            SET conversion_started_at = $2, conversion_started_by = $3
            WHERE id = $1
            """;
    private static final String UNMARK = """
            UPDATE leads
            SET conversion_started_at = NULL, conversion_started_by = NULL
            WHERE id = $1 AND conversion_started_at = $2 AND converted_order_id IS NULL
            """;

    private final Transactions transactions;
    private final CallerContext callers;
    private final Leads leads;
    private final LeadOrders leadOrders;
    private final OrderDesk desk;
    private final OrderAccess access;
    private final InstantSource clock;

    LeadConversions(
            Transactions transactions,
            CallerContext callers,
            Leads leads,
            LeadOrders leadOrders,
            OrderDesk desk,
            OrderAccess access,
            InstantSource clock) {
        this.transactions = transactions;
        this.callers = callers;
        this.leads = leads;
        this.leadOrders = leadOrders;
        this.desk = desk;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Brings a lead to its order, or finds that it has one. No transaction is open when this is called.
     *
     * @throws HttpProblem (in the Uni) what the order desk refused, after which the lead is as it was, but for the marker
     *     of another attempt that may still be under way; 502 or 503 when the outcome is not known, after which the lead
     *     waits for the conversion to be repeated or settled
     */
    Uni<Conversion> convert(UUID leadId, NewConversion conversion, String authorization) {
        return transactions
                .write(tx -> begin(tx, leadId))
                .chain(attempt -> callers.as(
                        CallerContext.current().acrossTenant(),
                        () -> order(attempt, conversion, authorization).chain(order -> complete(attempt, order))));
    }

    /**
     * Does what a conversion stands in the way of. Where nobody is at the conversion any more, the order desk is asked, as
     * the caller, whether it has the order: the lead is won with it, or free for the action.
     *
     * @param action refuses with 409 while the lead is being converted; no transaction is open when this is called
     * @throws HttpProblem (in the Uni) what the action refuses; 409 when there is an order; 502 or 503 when that cannot be
     *     told
     */
    <T> Uni<T> settledFor(UUID leadId, String authorization, Supplier<Uni<T>> action) {
        return action.get().onFailure(LeadProblems::isConverting).recoverWithUni(converting -> transactions
                .write(tx -> abandoned(tx, leadId, converting))
                .chain(attempt ->
                        callers.as(CallerContext.current().acrossTenant(), () -> settle(attempt, authorization)))
                .chain(action::get));
    }

    /** The attempt that nobody is at any more; what was refused stays refused where that is not so or cannot be settled. */
    private Uni<Attempt> abandoned(Transaction tx, UUID leadId, Throwable converting) {
        return leads.lock(tx, leadId, null).chain(lead -> {
            Instant markedAt = lead.conversionStartedAt();
            if (markedAt == null || !lead.isConversionAbandoned(clock.instant())) {
                return Uni.createFrom().failure(converting);
            }
            return access.showsOrderOf(tx, lead)
                    .chain(shown -> shown
                            ? Uni.createFrom().item(Attempt.of(lead, lead.channel(), markedAt, true))
                            : Uni.createFrom().failure(converting));
        });
    }

    private Uni<Void> settle(Attempt attempt, String authorization) {
        return desk.orderOf(attempt.leadId(), attempt.channel(), authorization)
                .map(found -> found.filter(order -> !order.isDraft()))
                .chain(found -> found.isEmpty()
                        ? unmark(attempt)
                        : winInstead(attempt, found.get().id()));
    }

    private Uni<Void> winInstead(Attempt attempt, UUID orderId) {
        return transactions
                .write(tx -> leads.lock(tx, attempt.leadId(), null)
                        .chain(lead -> leadOrders.win(tx, lead, orderId, lead.conversionStartedBy())))
                .chain(won -> won ? Uni.createFrom().failure(LeadProblems.converted(orderId)) : unmark(attempt));
    }

    private Uni<LeadOrder> order(Attempt attempt, NewConversion conversion, String authorization) {
        if (attempt.convertedOrderId() != null) {
            return Uni.createFrom().item(new LeadOrder(attempt.convertedOrderId(), false));
        }
        OrderDesk.OrderRequest request = new OrderDesk.OrderRequest(
                attempt.leadId(), attempt.number(), conversion.currency(), attempt.channel(), conversion.items());
        return desk.place(request, authorization).chain(placement -> conclude(attempt, placement, authorization));
    }

    private Uni<LeadOrder> conclude(Attempt attempt, Placement placement, String authorization) {
        return switch (placement) {
            case Placement.Placed(UUID orderId) -> Uni.createFrom().item(new LeadOrder(orderId, true));
            case Placement.PlacedBefore(HttpProblem problem) -> find(attempt, problem, authorization);
            // Someone else's attempt may have succeeded without knowing.
            case Placement.Refused(HttpProblem problem)
            when attempt.isRepetition() -> find(attempt, problem, authorization);
            case Placement.Refused(HttpProblem problem) -> giveUp(attempt, problem);
            case Placement.Unknown(HttpProblem problem) -> Uni.createFrom().failure(problem);
        };
    }

    private Uni<LeadOrder> find(Attempt attempt, HttpProblem problem, String authorization) {
        return desk.orderOf(attempt.leadId(), attempt.channel(), authorization).chain(found -> {
            if (found.isEmpty()) {
                return giveUp(attempt, problem);
            }
            OrderDesk.PlacedOrder order = found.get();
            return order.isDraft()
                    ? giveUp(attempt, LeadProblems.drafted(order))
                    : Uni.createFrom().item(new LeadOrder(order.id(), true));
        });
    }

    private <T> Uni<T> giveUp(Attempt attempt, HttpProblem problem) {
        return unmark(attempt).chain(() -> Uni.createFrom().failure(problem));
    }

    private Uni<Void> unmark(Attempt attempt) {
        return transactions
                .write(tx -> tx.update(UNMARK, Tuple.of(attempt.leadId(), time(attempt.markedAt()))))
                .replaceWithVoid();
    }

    /** Marks the lead, or joins the attempt that marked it before. */
    private Uni<Attempt> begin(Transaction tx, UUID leadId) {
        return leads.lock(tx, leadId, null).chain(lead -> {
            Instant now = clock.instant();
            if (lead.convertedOrderId() != null) {
                return Uni.createFrom().item(Attempt.of(lead, lead.channel(), now, true));
            }
            lead.requireConvertible();
            boolean isRepetition = lead.isConverting();
            // A younger marker is not this attempt's to take away: the one that set it may be under way.
            Uni<Void> marked = isRepetition && !lead.isConversionAbandoned(now)
                    ? Uni.createFrom().voidItem()
                    : mark(tx, leadId, now);
            return marked.chain(() -> access.orderingChannel(tx, lead))
                    .map(channel -> Attempt.of(lead, channel, now, isRepetition));
        });
    }

    private static Uni<Void> mark(Transaction tx, UUID leadId, Instant now) {
        return tx.update(
                        MARK,
                        Tuple.from(Arrays.asList(leadId, time(now), tx.caller().userId())))
                .replaceWithVoid();
    }

    /** Wins the lead; does nothing for one that was won so before. */
    private Uni<Conversion> complete(Attempt attempt, LeadOrder order) {
        return transactions
                .write(tx -> leads.lock(tx, attempt.leadId(), null).chain(lead -> leadOrders
                        .win(tx, lead, order.orderId(), tx.caller().userId())
                        .map(won -> won ? Conversion.of(lead.view(), order.placedNow()) : null)))
                .onItem()
                .ifNull()
                .switchTo(() -> giveUp(attempt, LeadProblems.orderCancelled(order.orderId())));
    }

    private static Object time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** @param placedNow whether this conversion brought the lead to its order, rather than an earlier one */
    record Conversion(ConversionView view, boolean placedNow) {

        static Conversion of(LeadView lead, boolean placedNow) {
            return new Conversion(
                    new ConversionView(
                            lead.id(),
                            lead.status(),
                            Objects.requireNonNull(lead.convertedOrderId()),
                            Objects.requireNonNull(lead.convertedAt()),
                            lead.version()),
                    placedNow);
        }
    }

    private record LeadOrder(UUID orderId, boolean placedNow) {}

    /**
     * One try to convert a lead.
     *
     * @param number the same until an order of the lead is cancelled
     * @param channel for whom the order is placed
     * @param markedAt names this attempt's marker; where it joined another's, no marker has this time
     * @param isRepetition whether an attempt before this one may have placed the order
     */
    private record Attempt(
            UUID leadId,
            int number,
            LeadChannel channel,
            @Nullable UUID convertedOrderId,
            Instant markedAt,
            boolean isRepetition) {

        static Attempt of(Lead lead, LeadChannel channel, Instant markedAt, boolean isRepetition) {
            return new Attempt(
                    lead.id(), lead.conversionAttempt(), channel, lead.convertedOrderId(), markedAt, isRepetition);
        }
    }
}
