package io.tentabo.sync;

import io.tentabo.model.Ids;
import io.tentabo.model.event.LeadEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Leads as the CRM service publishes them. */
public final class Leads {

    private Leads() {}

    public static LeadEvent fresh(String title) {
        return lead(Ids.next(), title, "1200.50", "NEW", 1);
    }

    public static LeadEvent titled(LeadEvent lead, String title) {
        return lead(lead.leadId(), title, lead.value().toPlainString(), lead.status(), lead.version() + 1);
    }

    public static LeadEvent valued(LeadEvent lead, String value) {
        return lead(lead.leadId(), lead.title(), value, lead.status(), lead.version() + 1);
    }

    public static LeadEvent inStatus(LeadEvent lead, String status) {
        return lead(lead.leadId(), lead.title(), lead.value().toPlainString(), status, lead.version() + 1);
    }

    private static LeadEvent lead(UUID id, String title, String value, String status, int version) {
        return new LeadEvent(
                id,
                title,
                "Harborview Cellars",
                "harborview.example",
                "Ada Harbor",
                "ada@harborview.example",
                "+33 1 23 45 67 89",
                new BigDecimal(value),
                "EUR",
                status,
                null,
                null,
                null,
                LocalDate.of(2027, 1, 31),
                Ids.next(),
                null,
                null,
                null,
                "API",
                Instant.now(),
                version);
    }
}
