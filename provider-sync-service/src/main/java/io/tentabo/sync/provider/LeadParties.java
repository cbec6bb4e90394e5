package io.tentabo.sync.provider;

import io.tentabo.model.event.LeadEvent;
import org.jspecify.annotations.Nullable;

/** Who a lead is about: the company and the person, as far as they are known. */
public record LeadParties(
        String leadTitle,
        @Nullable String organization,
        @Nullable String contactName,
        @Nullable String contactEmail,
        @Nullable String contactPhone) {

    public static LeadParties of(LeadEvent lead) {
        return new LeadParties(
                lead.title(), lead.organization(), lead.contactName(), lead.contactEmail(), lead.contactPhone());
    }

    /** The name of the organization to link: without any party the lead's own title, because one link is needed. */
    public @Nullable String organizationName() {
        return organization == null && personName() == null ? leadTitle : organization;
    }

    /** The name of the person to link, or null when nobody is known. */
    public @Nullable String personName() {
        return contactName != null ? contactName : contactEmail;
    }
}
