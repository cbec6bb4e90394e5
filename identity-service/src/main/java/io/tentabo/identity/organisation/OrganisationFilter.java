package io.tentabo.identity.organisation;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The filters of a list of companies; declared as {@code @BeanParam}. */
public class OrganisationFilter {

    @RestQuery
    @Size(min = 1, max = 200)
    @Parameter(description = "The beginning of the name, in any case.")
    @Nullable
    String q;

    @RestQuery
    @Nullable
    Boolean isActive;

    @RestQuery
    @Pattern(regexp = "[A-Z]{2}")
    @Parameter(description = "ISO 3166-1 alpha-2.")
    @Nullable
    String country;
}
