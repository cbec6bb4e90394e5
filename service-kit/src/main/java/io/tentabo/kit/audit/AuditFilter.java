package io.tentabo.kit.audit;

import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
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

    @RestQuery
    @Parameter(description = "Only what stands before this record, which need not be of the same service.")
    @Nullable
    AuditPosition before;

    @RestQuery
    @Parameter(description = "Only what stands after this record, which need not be of the same service.")
    @Nullable
    AuditPosition after;

    /** The same, but only what stands before a record; in place of the record that stood there so far. */
    public AuditFilter before(AuditPosition position) {
        AuditFilter narrowed = copy();
        narrowed.before = position;
        return narrowed;
    }

    /** The same, but only what stands after a record; in place of the record that stood there so far. */
    public AuditFilter after(AuditPosition position) {
        AuditFilter narrowed = copy();
        narrowed.after = position;
        return narrowed;
    }

    /** The same, but nothing from a time on; an earlier end stays. */
    public AuditFilter until(OffsetDateTime end) {
        AuditFilter narrowed = copy();
        narrowed.to = to == null || to.isAfter(end) ? end : to;
        return narrowed;
    }

    /** What is given, as the query parameters that say the same to any service. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "entityType", entityType);
        put(parameters, "entityId", entityId);
        put(parameters, "actorId", actorId);
        put(parameters, "action", action);
        put(parameters, "from", from == null ? null : from.toInstant());
        put(parameters, "to", to == null ? null : to.toInstant());
        put(parameters, "before", before);
        put(parameters, "after", after);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }

    private AuditFilter copy() {
        AuditFilter copy = new AuditFilter();
        copy.entityType = entityType;
        copy.entityId = entityId;
        copy.actorId = actorId;
        copy.action = action;
        copy.from = from;
        copy.to = to;
        copy.before = before;
        copy.after = after;
        return copy;
    }
}
