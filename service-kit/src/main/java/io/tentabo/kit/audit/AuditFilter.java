package io.tentabo.kit.audit;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Which audit records a list shows: those that meet every filter that is given. */
public class AuditFilter {

    @RestQuery
    @Parameter(description = "e.g. lead")
    @Nullable
    String entityType;

    @RestQuery
    @Nullable
    UUID entityId;

    @RestQuery
    @Parameter(description = "The user or client that acted.")
    @Nullable
    UUID actorId;

    @RestQuery
    @Parameter(description = "e.g. lead.updated")
    @Nullable
    String action;

    @RestQuery
    @Parameter(description = "Not before this time, RFC 3339.")
    @Nullable
    OffsetDateTime from;

    @RestQuery
    @Parameter(description = "Before this time, RFC 3339.")
    @Nullable
    OffsetDateTime to;
}
