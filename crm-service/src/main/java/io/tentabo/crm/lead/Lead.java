package io.tentabo.crm.lead;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.model.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lead and what may be done with it.
 *
 * <p>The marker of a running conversion and what a provider reports about the lead are no edits by a person: they are
 * written beside the entity, without a new version, so that nobody's edit is refused for them.
 */
@Entity
@Table(name = "leads")
class Lead {

    private static final int VALUE_SCALE = 2;

    /** Longer than a call to the order desk can last: whoever set an older marker learns no outcome any more. */
    private static final Duration CONVERSION_LASTS_AT_MOST = Duration.ofMinutes(1);

    @Id
    private UUID id;

    @Column(updatable = false)
    private UUID tenantId;

    private String title;
    private @Nullable String organization;
    private @Nullable String organizationDomain;
    private @Nullable String registrationNumber;
    private @Nullable String contactName;
    private @Nullable String contactEmail;
    private @Nullable String contactPhone;
    private @Nullable BigDecimal value;
    private String currency;

    @Enumerated(EnumType.STRING)
    private LeadStatus status;

    private @Nullable Integer probability;
    private @Nullable LocalDate expectedCloseDate;
    private @Nullable String source;
    private UUID ownerId;
    private @Nullable UUID partnerId;
    private @Nullable UUID distributorId;
    private @Nullable String lostReason;

    @Column(insertable = false, updatable = false)
    private @Nullable Instant conversionStartedAt;

    @Column(insertable = false, updatable = false)
    private @Nullable UUID conversionStartedBy;

    @Column(insertable = false, updatable = false)
    private int conversionAttempt;

    private @Nullable UUID convertedOrderId;
    private @Nullable Instant convertedAt;

    @Column(insertable = false, updatable = false)
    private @Nullable String providerName;

    @Column(insertable = false, updatable = false)
    private @Nullable String providerId;

    @Column(insertable = false, updatable = false)
    private @Nullable Instant lastSyncAt;

    @Column(insertable = false, updatable = false)
    private @Nullable String syncStatus;

    @Column(insertable = false, updatable = false)
    private @Nullable String syncError;

    @Column(updatable = false)
    private @Nullable UUID createdBy;

    @Column(updatable = false)
    private Instant createdAt;

    private Instant updatedAt;

    @Version
    private int version;

    protected Lead() {}

    static Lead register(UUID tenantId, @Nullable UUID createdBy, LeadFields fields, Instant now) {
        Lead lead = new Lead();
        lead.id = Ids.next();
        lead.tenantId = tenantId;
        lead.status = LeadStatus.NEW;
        lead.createdBy = createdBy;
        lead.createdAt = now;
        lead.edit(fields, now);
        return lead;
    }

    void edit(LeadFields fields, Instant now) {
        title = fields.title().strip();
        organization = fields.organization();
        organizationDomain = fields.organizationDomain();
        registrationNumber = fields.registrationNumber();
        contactName = fields.contactName();
        contactEmail = fields.contactEmail();
        contactPhone = fields.contactPhone();
        BigDecimal amount = fields.value();
        value = amount == null ? null : amount.setScale(VALUE_SCALE, RoundingMode.UNNECESSARY);
        currency = fields.currency();
        probability = fields.probability();
        expectedCloseDate = fields.expectedCloseDate();
        source = fields.source();
        ownerId = fields.ownerId();
        partnerId = fields.partnerId();
        distributorId = fields.distributorId();
        updatedAt = now;
    }

    /**
     * Moves the lead to another status.
     *
     * @param mayReopen whether whoever asks may reopen a closed lead
     * @throws HttpProblem 409 for a move that does not exist or while the lead is converted or being converted, 403 for
     *     reopening without the right to, 422 without a reason that the move needs
     */
    void changeStatus(LeadStatus target, @Nullable String reason, boolean mayReopen, Instant now) {
        requireNotConverting();
        LeadStatus.Move move = status.to(target);
        if (move == LeadStatus.Move.ILLEGAL) {
            throw LeadProblems.illegalTransition(status, target);
        }
        if (convertedOrderId != null) {
            throw LeadProblems.converted(convertedOrderId);
        }
        if (move == LeadStatus.Move.REOPEN && !mayReopen) {
            throw LeadProblems.reopenNotAllowed();
        }
        boolean hasReason = reason != null && !reason.isBlank();
        if (move.needsReason() && !hasReason) {
            throw LeadProblems.reasonRequired(status, target);
        }
        status = target;
        lostReason = target == LeadStatus.LOST ? reason : null;
        updatedAt = now;
    }

    /** Refuses what must not happen between the start of a conversion and its end. */
    void requireNotConverting() {
        if (isConverting()) {
            throw LeadProblems.converting();
        }
    }

    /**
     * Refuses a lead of which no order can be made.
     *
     * @throws HttpProblem 409 when it is lost
     */
    void requireConvertible() {
        if (status == LeadStatus.LOST) {
            throw LeadProblems.lost();
        }
    }

    /** Wins the lead: an order has been made of it. */
    void convert(UUID orderId, Instant now) {
        status = LeadStatus.WON;
        lostReason = null;
        convertedOrderId = orderId;
        convertedAt = now;
        updatedAt = now;
    }

    /** Takes back that the lead was won: its order is no more. */
    void giveBack(LeadStatus earlier, Instant now) {
        status = earlier;
        convertedOrderId = null;
        convertedAt = null;
        updatedAt = now;
    }

    /**
     * Refuses to hand the lead over while an order is being made of it for its present partner.
     *
     * @throws HttpProblem 409
     */
    void requireChannelKept(LeadFields after) {
        if (!after.channel().equals(channel())) {
            requireNotConverting();
        }
    }

    boolean isConverting() {
        return conversionStartedAt != null && convertedOrderId == null;
    }

    /** Whether a conversion was begun that nobody is at any more, so that its outcome has to be asked for. */
    boolean isConversionAbandoned(Instant now) {
        return isConverting()
                && conversionStartedAt != null
                && !conversionStartedAt.plus(CONVERSION_LASTS_AT_MOST).isAfter(now);
    }

    LeadFields fields() {
        return new LeadFields(
                title,
                organization,
                organizationDomain,
                registrationNumber,
                contactName,
                contactEmail,
                contactPhone,
                value,
                currency,
                probability,
                expectedCloseDate,
                source,
                ownerId,
                partnerId,
                distributorId);
    }

    LeadView view() {
        LeadSync sync =
                providerName == null ? null : new LeadSync(providerName, providerId, lastSyncAt, syncStatus, syncError);
        return new LeadView(
                id,
                title,
                organization,
                organizationDomain,
                registrationNumber,
                contactName,
                contactEmail,
                contactPhone,
                value,
                currency,
                status,
                probability,
                expectedCloseDate,
                source,
                ownerId,
                partnerId,
                distributorId,
                lostReason,
                isConverting(),
                convertedOrderId,
                convertedAt,
                sync,
                createdBy,
                createdAt,
                updatedAt,
                version);
    }

    UUID id() {
        return id;
    }

    LeadStatus status() {
        return status;
    }

    @Nullable
    String lostReason() {
        return lostReason;
    }

    LeadChannel channel() {
        return new LeadChannel(partnerId, distributorId);
    }

    @Nullable
    Instant conversionStartedAt() {
        return conversionStartedAt;
    }

    @Nullable
    UUID conversionStartedBy() {
        return conversionStartedBy;
    }

    int conversionAttempt() {
        return conversionAttempt;
    }

    @Nullable
    UUID convertedOrderId() {
        return convertedOrderId;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    int version() {
        return version;
    }
}
