package io.tentabo.crm.lead;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.ExternalLeadChanged;
import io.tentabo.model.event.LeadPushed;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How leads stand at the tenant's CRM provider, and what was changed there. */
@ApplicationScoped
public class LeadSyncs {

    private static final Logger LOG = Logger.getLogger(LeadSyncs.class);

    private static final int MAX_TITLE = 255;
    private static final BigDecimal MAX_VALUE = new BigDecimal("999999999999999.99");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private static final String PUSHED = """
            UPDATE leads
            SET provider_name = $2, provider_id = coalesce($3, provider_id), last_sync_at = $4, sync_status = $5,
                sync_error = $6
            WHERE id = $1 AND (last_sync_at IS NULL OR last_sync_at <= $4)
            """;
    /**
     * Takes the change's turn: no row means that a later one has been taken over, or that the lead is gone. Changes of the
     * same instant, which a provider's clock may well give to two, are taken over as they come. How the lead stands is told
     * by whatever happened last at the sync service, by its time and not by that of its arrival here.
     */
    private static final String TAKE_TURN = """
            UPDATE leads
            SET provider_name = $2, provider_id = $3, provider_changed_at = $4,
                last_sync_at = greatest(last_sync_at, $6),
                sync_status = CASE WHEN last_sync_at > $6 THEN sync_status ELSE $5 END,
                sync_error = CASE WHEN last_sync_at > $6 THEN sync_error END
            WHERE id = $1 AND (provider_changed_at IS NULL OR provider_changed_at <= $4)
            """;

    private final Leads leads;

    LeadSyncs(Leads leads) {
        this.leads = leads;
    }

    /** Keeps the outcome of writing a lead to the provider. No edit of the lead: its version stays. */
    public Uni<Void> pushed(Transaction tx, LeadPushed push) {
        return tx.update(
                        PUSHED,
                        Tuple.from(Arrays.asList(
                                push.leadId(),
                                push.provider(),
                                push.externalId(),
                                time(push.at()),
                                push.status(),
                                push.error())))
                .replaceWithVoid();
    }

    /**
     * Takes over what was changed at the provider, unless a later change has been taken over before. A lead that was
     * deleted there stays here, marked; what is to become of it is for people to decide.
     *
     * @param noticedAt when the sync service learned of the change
     */
    public Uni<Void> changedOutside(Transaction tx, ExternalLeadChanged change, Instant noticedAt) {
        Tuple turn = Tuple.of(
                change.leadId(),
                change.provider(),
                change.externalId(),
                time(change.changedAt()),
                change.deleted() ? "REMOVED" : "SYNCED",
                time(noticedAt));
        return tx.update(TAKE_TURN, turn)
                .chain(taken ->
                        taken == 0 || change.deleted() ? Uni.createFrom().voidItem() : takeOver(tx, change));
    }

    private Uni<Void> takeOver(Transaction tx, ExternalLeadChanged change) {
        return leads.lock(tx, change.leadId(), null).chain(lead -> {
            LeadFields before = lead.fields();
            LeadFields after = merged(before, change);
            return after.equals(before)
                    ? Uni.createFrom().voidItem()
                    : leads.update(tx, lead, after, change.provider()).replaceWithVoid();
        });
    }

    private static LeadFields merged(LeadFields lead, ExternalLeadChanged change) {
        Set<String> changed = change.changedFields();
        return lead.withProviders(
                changed.contains("title") ? title(change.leadId(), lead.title(), change.title()) : lead.title(),
                changed.contains("value") ? value(change.leadId(), lead.value(), change.value()) : lead.value(),
                changed.contains("currency")
                        ? currency(change.leadId(), lead.currency(), change.currency())
                        : lead.currency(),
                changed.contains("expectedCloseDate") ? change.expectedCloseDate() : lead.expectedCloseDate());
    }

    /** A lead has a title, whatever the provider says. */
    private static String title(UUID leadId, String present, @Nullable String offered) {
        if (offered == null || offered.isBlank()) {
            LOG.infof("The provider's empty title of lead %s is not taken over", leadId);
            return present;
        }
        return offered.length() <= MAX_TITLE ? offered : offered.substring(0, MAX_TITLE);
    }

    private static @Nullable BigDecimal value(UUID leadId, @Nullable BigDecimal present, @Nullable BigDecimal offered) {
        if (offered == null) {
            return null;
        }
        BigDecimal amount = offered.setScale(2, RoundingMode.HALF_UP);
        if (amount.signum() < 0 || amount.compareTo(MAX_VALUE) > 0) {
            LOG.infof("The provider's value of lead %s is out of range and not taken over", leadId);
            return present;
        }
        return amount;
    }

    private static String currency(UUID leadId, String present, @Nullable String offered) {
        if (offered == null) {
            return present;
        }
        if (!CURRENCY.matcher(offered).matches()) {
            LOG.infof("The provider's currency of lead %s is no currency code and not taken over", leadId);
            return present;
        }
        return offered;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
