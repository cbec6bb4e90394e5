package io.tentabo.sync.provider;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A field of a lead that is kept in step both ways. */
public enum LeadField {
    TITLE("title", Set.of("title")),
    /** Amount and currency, which mean nothing without each other. */
    VALUE("value", Set.of("value", "currency")),
    EXPECTED_CLOSE_DATE("expectedCloseDate", Set.of("expectedCloseDate")),
    /** Out of the list of open leads: closed here, archived there. */
    ARCHIVED("archived", Set.of());

    private final String apiName;
    private final Set<String> eventMembers;

    LeadField(String apiName, Set<String> eventMembers) {
        this.apiName = apiName;
        this.eventMembers = eventMembers;
    }

    public static Optional<LeadField> named(String apiName) {
        return Arrays.stream(values())
                .filter(field -> field.apiName.equals(apiName))
                .findFirst();
    }

    /** As API and database call it. */
    public String apiName() {
        return apiName;
    }

    /** The members of {@link io.tentabo.model.event.ExternalLeadChanged} that carry it. */
    public Set<String> eventMembers() {
        return eventMembers;
    }
}
