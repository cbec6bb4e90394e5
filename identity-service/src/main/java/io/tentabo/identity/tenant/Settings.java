package io.tentabo.identity.tenant;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has set for all of its work, and may edit.
 *
 * @param defaultCurrency ISO 4217
 * @param timezone IANA name
 * @param locale BCP 47
 * @param revenueDropPercent below the three months' average, from which an account's health suffers
 * @param minOrdersForHealth how many orders an account needs before its health is judged
 * @param minOrdersForPace how many it needs before its pace of ordering is
 * @param paceRiskDays days past that pace from which an account is at risk
 * @param sampleAllowancePerRep pulls of samples per rep and month
 * @param sampleApprovalAbove pulls per month from which a manager approves
 * @param portalEnabled whether customers have a portal
 * @param cartEnabled whether they order there
 * @param invoiceVisibility whether they see their invoices there
 * @param registrationDays how long an approved registration protects a lead: 30, 60, 90 or 120 days; without end if null
 */
@Embeddable
@RegisterForReflection
public record Settings(
        @NotNull @Pattern(regexp = "[A-Z]{3}") @Schema(examples = "EUR")
        String defaultCurrency,

        @NotNull @Size(max = 64) @Schema(examples = "Europe/Paris")
        String timezone,

        @NotNull @Size(min = 2, max = 35) @Schema(examples = "fr-FR")
        String locale,

        @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2) @Schema(examples = "15.00")
        BigDecimal revenueDropPercent,

        @Min(1) @Max(1_000) int minOrdersForHealth,
        @Min(1) @Max(1_000) int minOrdersForPace,
        @Min(0) @Max(366) int paceRiskDays,
        @Min(0) @Max(1_000_000) int sampleAllowancePerRep,
        @Min(0) @Max(1_000_000) int sampleApprovalAbove,
        boolean portalEnabled,
        boolean cartEnabled,
        boolean invoiceVisibility,
        @Nullable Integer registrationDays) {

    /** What a tenant begins with: the defaults of the table, which a test compares. */
    public static final Settings DEFAULTS = new Settings(
            TenantSettings.DEFAULTS.defaultCurrency(),
            TenantSettings.DEFAULTS.timezone(),
            TenantSettings.DEFAULTS.locale(),
            new BigDecimal("15.00"),
            3,
            3,
            2,
            60,
            60,
            false,
            false,
            false,
            null);

    /** How long a registration may protect, unless it does so without end. */
    public static final Set<Integer> REGISTRATION_DAYS = Set.of(30, 60, 90, 120);

    private static final int PERCENT_SCALE = 2;

    // As the table keeps it, so that 15 is no change of 15.00; a finer value is refused, and an absent one as well.
    @SuppressWarnings("ConstantValue")
    public Settings {
        if (revenueDropPercent != null && revenueDropPercent.scale() < PERCENT_SCALE) {
            revenueDropPercent = revenueDropPercent.setScale(PERCENT_SCALE);
        }
    }

    /** What every other service is told. */
    TenantSettings shared() {
        return new TenantSettings(defaultCurrency, timezone, locale);
    }
}
