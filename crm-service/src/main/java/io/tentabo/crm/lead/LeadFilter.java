package io.tentabo.crm.lead;

import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The filters of the list of leads; those that are given all hold. */
public class LeadFilter {

    @RestQuery
    @Nullable
    LeadStatus status;

    @RestQuery
    @Nullable
    UUID ownerId;

    @RestQuery
    @Nullable
    UUID partnerId;

    @RestQuery
    @Nullable
    UUID distributorId;

    @RestQuery
    @Parameter(description = "Registered at this time or later.")
    @Nullable
    OffsetDateTime createdFrom;

    @RestQuery
    @Parameter(description = "Registered before this time.")
    @Nullable
    OffsetDateTime createdTo;

    @RestQuery
    @Size(min = 3, max = 100)
    @Parameter(
            description = "Part of title, organization, its domain or registration number, or the contact's name or "
                    + "e-mail address, in any case. Looks through the 1000 newest matches; a text without three letters or "
                    + "digits in a row is looked for among the 10000 newest leads.")
    @Nullable
    String q;
}
