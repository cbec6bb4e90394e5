package io.tentabo.crm.lead;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.OrderEvent;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What an order means for the lead that it names: a live one wins it, a cancelled one gives it back.
 *
 * <p>News of one order may arrive repeated and in any order. Each change locks the lead, and a cancellation is
 * remembered for good, so that the outcome is the same.
 */
@ApplicationScoped
public class LeadOrders {

    private static final Logger LOG = Logger.getLogger(LeadOrders.class);

    /** Billing's status of an order that was not submitted. */
    private static final String DRAFT = "DRAFT";

    private static final String CANCELLED = "CANCELLED";

    private static final String IS_CANCELLED =
            "SELECT FROM lead_cancelled_orders WHERE tenant_id = $1 AND order_id = $2";
    private static final String REMEMBER = """
            INSERT INTO lead_cancelled_orders (tenant_id, order_id, lead_id, cancelled_at)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """;
    /**
     * The next conversion places an order of its own. A marker that is younger than the cancellation belongs to a
     * conversion that is under way, and stays.
     */
    private static final String NEXT_ATTEMPT = """
            UPDATE leads
            SET conversion_attempt = conversion_attempt + 1,
                conversion_started_at = CASE WHEN conversion_started_at > $2 THEN conversion_started_at END,
                conversion_started_by = CASE WHEN conversion_started_at > $2 THEN conversion_started_by END
            WHERE id = $1
            """;

    private final Leads leads;
    private final LeadHistory history;
    private final LeadReopenings reopenings;
    private final Journal journal;
    private final InstantSource clock;

    LeadOrders(Leads leads, LeadHistory history, LeadReopenings reopenings, Journal journal, InstantSource clock) {
        this.leads = leads;
        this.history = history;
        this.reopenings = reopenings;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Learns that an order was placed or has moved: a lead that has not become an order yet does so now.
     *
     * <p>An order that was placed without a conversion counts if it is of the same channel as the lead; naming another's
     * lead changes nothing there. A draft is no order yet, and a lost lead is reopened by people.
     */
    public Uni<Void> learnOf(Transaction tx, OrderEvent order) {
        UUID leadId = order.leadId();
        if (leadId == null) {
            return Uni.createFrom().voidItem();
        }
        if (order.status().equals(CANCELLED)) {
            return learnOfEnd(tx, order);
        }
        return leads.find(tx, leadId).chain(lead -> {
            if (lead == null || !lead.channel().isSameAs(channelOf(order))) {
                LOG.warnf("Order %s names lead %s, which is deleted or of another channel", order.orderId(), leadId);
                return Uni.createFrom().voidItem();
            }
            if (order.status().equals(DRAFT) || lead.status() == LeadStatus.LOST) {
                LOG.infof(
                        "Order %s (%s) does not win lead %s (%s)",
                        order.orderId(), order.status(), leadId, lead.status());
                return Uni.createFrom().voidItem();
            }
            return win(tx, lead, order.orderId(), lead.conversionStartedBy()).replaceWithVoid();
        });
    }

    /** Learns that an order is no more, cancelled or deleted: the lead that became it can be converted again. */
    public Uni<Void> learnOfEnd(Transaction tx, OrderEvent order) {
        UUID leadId = order.leadId();
        if (leadId == null) {
            return Uni.createFrom().voidItem();
        }
        return leads.find(tx, leadId).chain(lead -> {
            if (lead == null) {
                return Uni.createFrom().voidItem();
            }
            Tuple cancellation = Tuple.of(
                    tx.caller().requireTenantId(),
                    order.orderId(),
                    leadId,
                    order.changedAt().atOffset(ZoneOffset.UTC));
            return tx.update(REMEMBER, cancellation)
                    .chain(news -> news == 0 ? Uni.createFrom().voidItem() : release(tx, lead, order));
        });
    }

    private Uni<Void> release(Transaction tx, Lead lead, OrderEvent order) {
        boolean isItsOrder = order.orderId().equals(lead.convertedOrderId());
        if (!isItsOrder && !lead.channel().isSameAs(channelOf(order))) {
            return Uni.createFrom().voidItem();
        }
        Tuple attempt = Tuple.of(lead.id(), order.changedAt().atOffset(ZoneOffset.UTC));
        Uni<Void> moved =
                isItsOrder ? giveBack(tx, lead, order) : Uni.createFrom().voidItem();
        return moved.chain(() -> tx.update(NEXT_ATTEMPT, attempt)).replaceWithVoid();
    }

    private static LeadChannel channelOf(OrderEvent order) {
        return new LeadChannel(order.partnerId(), order.distributorId());
    }

    /** Nobody in particular moves the lead: the cancellation did. */
    private Uni<Void> giveBack(Transaction tx, Lead lead, OrderEvent order) {
        LeadState before = LeadState.of(lead);
        String reason = "order %s cancelled".formatted(order.orderNumber());
        return history.statusBeforeWon(tx, lead.id()).chain(earlier -> {
            lead.giveBack(earlier, clock.instant());
            return tx.session()
                    .flush()
                    .chain(() -> history.add(tx, lead, LeadStatus.WON, reason, null))
                    .chain(() -> reopenings.opened(tx, lead))
                    .chain(() -> journal.write(
                            tx,
                            AuditEntry.of("lead.order-cancelled", Leads.ENTITY, lead.id(), before, LeadState.of(lead)),
                            LeadEvents.statusChanged(lead, LeadStatus.WON)));
        });
    }

    /**
     * Wins a lead with its order; does nothing for one that has become an order before.
     *
     * @param lead locked
     * @param by who made the order of the lead, if that is known
     * @return whether the lead has an order now; it has none when this one is cancelled
     */
    Uni<Boolean> win(Transaction tx, Lead lead, UUID orderId, @Nullable UUID by) {
        if (lead.convertedOrderId() != null) {
            return Uni.createFrom().item(true);
        }
        return tx.query(IS_CANCELLED, Tuple.of(tx.caller().requireTenantId(), orderId))
                .chain(cancelled -> cancelled.size() > 0
                        ? Uni.createFrom().item(false)
                        : convert(tx, lead, orderId, by).replaceWith(true));
    }

    private Uni<Void> convert(Transaction tx, Lead lead, UUID orderId, @Nullable UUID by) {
        LeadStatus previous = lead.status();
        LeadState before = LeadState.of(lead);
        lead.convert(orderId, clock.instant());
        return tx.session()
                .flush()
                .chain(() -> history.add(tx, lead, previous, null, by))
                .chain(() -> journal.write(
                        tx,
                        AuditEntry.of("lead.converted", Leads.ENTITY, lead.id(), before, LeadState.of(lead)),
                        LeadEvents.converted(lead, previous)));
    }
}
