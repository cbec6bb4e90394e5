package io.tentabo.sync.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tentabo.sync.provider.LeadField;
import io.tentabo.sync.provider.LeadState;
import io.tentabo.sync.provider.RemoteLead;
import io.tentabo.sync.provider.RemoteLinks;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Leads as the first version of Pipedrive's API writes them. */
final class LeadJson {

    private static final int MOST_DIGITS = 100;

    private static final DateTimeFormatter V1_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private LeadJson() {}

    /**
     * Reads a lead.
     *
     * @throws IllegalArgumentException or {@link DateTimeParseException} when a member makes no sense
     */
    static RemoteLead read(JsonNode lead, @Nullable String markerField) {
        String id = text(lead.get("id"));
        String title = text(lead.get("title"));
        if (id == null || title == null) {
            throw new IllegalArgumentException("The lead has no id or no title");
        }
        JsonNode value = lead.path("value");
        BigDecimal amount = value.path("amount").isNumber() ? amount(value.get("amount")) : null;
        String closing = text(lead.get("expected_close_date"));
        LeadState state = new LeadState(
                title,
                amount,
                text(value.get("currency")),
                closing == null ? null : LocalDate.parse(closing),
                lead.path("is_archived").asBoolean());
        String marker = markerField == null ? null : text(lead.get(markerField));
        return new RemoteLead(id, state, time(lead.get("update_time")), marker == null ? null : uuid(marker));
    }

    /** Reads a time in either of the forms that the two versions of the API use. */
    static Instant time(@Nullable JsonNode node) {
        String text = text(node);
        if (text == null) {
            throw new IllegalArgumentException("The lead has no time of its latest change");
        }
        return text.indexOf('T') > 0
                ? Instant.parse(text)
                : LocalDateTime.parse(text, V1_TIME).toInstant(ZoneOffset.UTC);
    }

    /** A few characters can stand for a number of millions of digits, with which nobody computes. */
    private static BigDecimal amount(JsonNode number) {
        BigDecimal amount = number.decimalValue();
        if (amount.precision() > MOST_DIGITS || Math.abs((long) amount.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException("The value has too many digits");
        }
        return amount;
    }

    static ObjectNode create(ObjectMapper json, LeadState state, RemoteLinks links, String markerField, UUID marker) {
        ObjectNode body = changes(json, state, Set.of(LeadField.values()));
        if (!state.archived()) {
            body.remove("is_archived");
        }
        if (links.organizationId() != null) {
            body.put("organization_id", Long.parseLong(links.organizationId()));
        }
        if (links.personId() != null) {
            body.put("person_id", Long.parseLong(links.personId()));
        }
        return body.put(markerField, marker.toString());
    }

    static ObjectNode changes(ObjectMapper json, LeadState state, Set<LeadField> fields) {
        ObjectNode body = json.createObjectNode();
        if (fields.contains(LeadField.TITLE)) {
            body.put("title", state.title());
        }
        if (fields.contains(LeadField.VALUE)) {
            if (state.amount() == null) {
                body.putNull("value");
            } else {
                body.putObject("value").put("amount", state.amount()).put("currency", state.currency());
            }
        }
        if (fields.contains(LeadField.EXPECTED_CLOSE_DATE)) {
            LocalDate closing = state.expectedCloseDate();
            body.put("expected_close_date", closing == null ? null : closing.toString());
        }
        if (fields.contains(LeadField.ARCHIVED)) {
            body.put("is_archived", state.archived());
        }
        return body;
    }

    /** Without NUL, the one character that no text in PostgreSQL can hold. */
    static @Nullable String text(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode()
                ? null
                : node.asText().replace("\0", "");
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            // Somebody typed into the field: then the lead is none of ours.
            return null;
        }
    }
}
