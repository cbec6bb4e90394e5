package io.tentabo.identity.template;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The filters of the registry; declared as {@code @BeanParam}. */
public class TemplateFilter {

    @RestQuery
    @Size(min = 1, max = 100)
    @Parameter(example = "crm")
    @Nullable
    String category;

    @RestQuery
    @Size(min = 1, max = 100)
    @Parameter(example = "portal")
    @Nullable
    String tag;

    @RestQuery
    @Size(min = 1, max = 200)
    @Parameter(description = "A part of the name or the description, in any case.", example = "operations")
    @Nullable
    String q;
}
