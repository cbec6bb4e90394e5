package io.tentabo.sync.provider;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.kit.crypto.Sha256;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What both sides know of a lead, in one form, so that it can be compared.
 *
 * @param amount with two decimals, null without a currency
 * @param currency ISO 4217, null without an amount
 * @param archived whether it is out of the list of open leads
 */
@RegisterForReflection
public record LeadState(
        String title,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable LocalDate expectedCloseDate,
        boolean archived) {

    public LeadState {
        amount = amount == null || currency == null ? null : amount.setScale(2, RoundingMode.HALF_UP);
        currency = amount == null ? null : currency;
    }

    /** The fields in which another state differs. */
    public Set<LeadField> differences(LeadState other) {
        EnumSet<LeadField> fields = EnumSet.noneOf(LeadField.class);
        for (LeadField field : LeadField.values()) {
            if (!Objects.equals(text(field), other.text(field))) {
                fields.add(field);
            }
        }
        return fields;
    }

    /** This state with some fields of another. */
    public LeadState with(LeadState other, Set<LeadField> fields) {
        LeadState value = fields.contains(LeadField.VALUE) ? other : this;
        return new LeadState(
                fields.contains(LeadField.TITLE) ? other.title : title,
                value.amount,
                value.currency,
                fields.contains(LeadField.EXPECTED_CLOSE_DATE) ? other.expectedCloseDate : expectedCloseDate,
                fields.contains(LeadField.ARCHIVED) ? other.archived : archived);
    }

    /** A field as a person reads it, null when it is empty. */
    public @Nullable String text(LeadField field) {
        return switch (field) {
            case TITLE -> title;
            case VALUE -> amount == null ? null : amount.toPlainString() + " " + currency;
            case EXPECTED_CLOSE_DATE -> expectedCloseDate == null ? null : expectedCloseDate.toString();
            case ARCHIVED -> String.valueOf(archived);
        };
    }

    /** SHA-256 over all fields, in hexadecimal: equal states have equal hashes. */
    @JsonIgnore
    public String hash() {
        StringBuilder canonical = new StringBuilder();
        for (LeadField field : LeadField.values()) {
            String text = text(field);
            // Lengths keep neighbouring fields apart.
            canonical.append(text == null ? "-" : text.length() + ":" + text).append('\n');
        }
        return HexFormat.of().formatHex(Sha256.of(canonical.toString()));
    }
}
