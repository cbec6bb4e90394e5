package io.tentabo.crm.lead;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.OrderEvent;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Making an order of a lead: two services, one outcome.
 *
 * <ol>
 *   <li>A first transaction marks the lead: from here it takes no other status and is not deleted.
 *   <li>The order is placed, outside any transaction, with a key that is made of the lead: however often this step is
 *       repeated, there is one order.
 *   <li>A second transaction wins the lead.
 * </ol>
 *
 * <p>A crash leaves the marker. Repeating the conversion, with the same lines or others, finds the order or places it,
 * and goes on; so does the event that tells of the order. A refusal takes the marker away: nothing has happened.
 */
@ApplicationScoped
public class LeadConversions {

    private static final Logger LOG = Logger.getLogger(LeadConversions.class);

    /** Longer than a call to the order desk can last: who set an older marker has failed. */
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(1);

    /** Billing's status of an order that was not submitted. */
    private static final String DRAFT = "DRAFT";

    private static final String MARK =
            "UPDATE leads SET conversion_started_at = $2, conversion_started_by = $3 WHERE id = $1";
    private static final String UNMARK = """
            UPDATE leads
            SET conversion_started_at = NULL, conversion_started_by = NULL
            WHERE id = $1 AND conversion_started_at = $2 AND converted_order_id IS NULL
            """;

    private final Transactions transactions;
    private final Leads leads;
    private final LeadHistory history;
    private final OrderDesk orders;
    private final Journal journal;

    LeadConversions(Transactions transactions, Leads leads, LeadHistory history, OrderDesk orders, Journal journal) {
        this.transactions = transactions;
        this.leads = leads;
        this.history = history;
        this.orders = orders;
        this.journal = journal;
    }

    /**
     * The order of a lead, placed now or before. No transaction is open when this is called.
     *
     * @throws HttpProblem (in the Uni) what the order desk refused, after which the lead is as it was; 502 or 503 when
     *     the outcome is not known, after which the lead waits for the conversion to be repeated
     */
    Uni<LeadOrder> order(UUID leadId, NewConversion conversion, String authorization) {
        return transactions.write(tx -> begin(tx, leadId)).chain(attempt -> {
            if (attempt.convertedOrderId() != null) {
                return Uni.createFrom().item(new LeadOrder(attempt.convertedOrderId(), false));
            }
            OrderDesk.OrderRequest request = new OrderDesk.OrderRequest(
                    leadId, conversion.currency(), attempt.partnerId(), attempt.distributorId(), conversion.items());
            return orders.place(request, authorization).chain(placement -> conclude(attempt, placement, authorization));
        });
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
        return orders.orderOf(attempt.leadId(), attempt.partnerId(), authorization)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(new LeadOrder(found.get(), true))
                        : giveUp(attempt, problem));
    }

    private Uni<LeadOrder> giveUp(Attempt attempt, HttpProblem problem) {
        return transactions
                .write(tx -> tx.update(UNMARK, Tuple.of(attempt.leadId(), time(attempt.markedAt()))))
                .chain(ignored -> Uni.createFrom().failure(problem));
    }

    /** Marks the lead, or joins the attempt that marked it before. */
    private Uni<Attempt> begin(Transaction tx, UUID leadId) {
        return leads.lock(tx, leadId, null).chain(lead -> {
            if (lead.convertedOrderId() != null) {
                return Uni.createFrom().item(Attempt.of(lead, leads.now(), true));
            }
            lead.requireConvertible();
            Instant now = leads.now();
            Instant before = lead.conversionStartedAt();
            if (before != null && before.plus(ABANDONED_AFTER).isAfter(now)) {
                // Not this attempt's marker to take away: the one that set it may be under way.
                return Uni.createFrom().item(Attempt.of(lead, now, true));
            }
            return tx.update(
                            MARK,
                            Tuple.from(
                                    Arrays.asList(leadId, time(now), tx.caller().userId())))
                    .replaceWith(() -> Attempt.of(lead, now, before != null));
        });
    }

    /** Wins a lead whose order exists; does nothing for one that was won so before. Joins the caller's transaction. */
    Uni<ConversionView> complete(UUID leadId, UUID orderId) {
        return transactions.write(tx -> leads.lock(tx, leadId, null)
                .chain(lead -> complete(tx, lead, orderId, tx.caller().userId()))
                .map(lead -> {
                    LeadView view = lead.view();
                    return new ConversionView(
                            leadId,
                            view.status(),
                            Objects.requireNonNull(view.convertedOrderId()),
                            Objects.requireNonNull(view.convertedAt()),
                            view.version());
                }));
    }

    /**
     * Learns of an order: a lead that has not become one yet does so now.
     *
     * <p>An order that was placed without a conversion counts if it belongs to the same partner as the lead; naming the
     * lead of another partner changes nothing there. A draft is no order yet, and a lost lead is reopened by people.
     */
    public Uni<Void> learnOf(Transaction tx, OrderEvent order) {
        UUID leadId = order.leadId();
        if (leadId == null) {
            return Uni.createFrom().voidItem();
        }
        return leads.find(tx, leadId).chain(lead -> {
            if (lead == null || !Objects.equals(lead.partnerId(), order.partnerId())) {
                LOG.warnf("Order %s names lead %s, which is deleted or of another partner", order.orderId(), leadId);
                return Uni.createFrom().voidItem();
            }
            if (order.status().equals(DRAFT) || lead.status() == LeadStatus.LOST) {
                LOG.infof(
                        "Order %s (%s) does not win lead %s (%s)",
                        order.orderId(), order.status(), leadId, lead.status());
                return Uni.createFrom().voidItem();
            }
            return complete(tx, lead, order.orderId(), lead.conversionStartedBy())
                    .replaceWithVoid();
        });
    }

    private Uni<Lead> complete(Transaction tx, Lead lead, UUID orderId, @Nullable UUID by) {
        if (lead.convertedOrderId() != null) {
            return Uni.createFrom().item(lead);
        }
        LeadStatus previous = lead.status();
        LeadState before = LeadState.of(lead);
        lead.convert(orderId, leads.now());
        return tx.session()
                .flush()
                .chain(() -> history.add(tx, lead, previous, null, by))
                .chain(() -> journal.write(
                        tx,
                        AuditEntry.of("lead.converted", Leads.ENTITY, lead.id(), before, LeadState.of(lead)),
                        LeadEvents.converted(lead, previous)))
                .replaceWith(lead);
    }

    private static Object time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** @param placedNow whether this conversion brought the lead to its order, rather than an earlier one */
    record LeadOrder(UUID orderId, boolean placedNow) {}

    /**
     * One try to convert a lead.
     *
     * @param markedAt names this attempt's marker; where it joined another's, no marker has this time
     * @param isRepetition whether an attempt before this one may have placed the order
     */
    private record Attempt(
            UUID leadId,
            @Nullable UUID partnerId,
            @Nullable UUID distributorId,
            @Nullable UUID convertedOrderId,
            Instant markedAt,
            boolean isRepetition) {

        static Attempt of(Lead lead, Instant markedAt, boolean isRepetition) {
            return new Attempt(
                    lead.id(), lead.partnerId(), lead.distributorId(), lead.convertedOrderId(), markedAt, isRepetition);
        }
    }
}
