package io.tentabo.crm.customer;

import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The filters of the list of customers; those that are given all hold. */
public class CustomerFilter {

    @RestQuery
    @Nullable
    CustomerStatus status;

    @RestQuery
    @Nullable
    String tier;

    @RestQuery
    @Nullable
    UUID ownerId;

    @RestQuery
    @Nullable
    UUID partnerId;

    @RestQuery
    @Size(min = 3, max = 100)
    @Parameter(
            description = "Part of company name, trade name or account number, in any case. Looks through the 1000 "
                    + "newest matches; a text without three letters or digits in a row is looked for among the 10000 "
                    + "newest customers.")
    @Nullable
    String q;
}
