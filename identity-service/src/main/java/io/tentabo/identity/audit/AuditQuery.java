package io.tentabo.identity.audit;

import io.tentabo.kit.audit.AuditFilter;
import io.tentabo.kit.audit.AuditPosition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is read: of which services, which records, in which order. */
record AuditQuery(List<SliceTrail> trails, AuditFilter filter, AuditOrder order) {

    AuditQuery {
        trails = List.copyOf(trails);
    }

    List<String> services() {
        return trails.stream().map(SliceTrail::service).toList();
    }

    /** Everything that must be the same for a position in one list to be one in another. */
    String binding() {
        return String.join(
                "\u0001",
                order.name(),
                services().toString(),
                filter.parameters().toString());
    }

    /** For the audit. */
    Map<String, Object> description() {
        return Map.of("services", services(), "sort", order.sort(), "filter", filter.parameters());
    }

    AuditMerge from(@Nullable AuditPosition position, int pageSize) {
        return new AuditMerge(this, position, pageSize);
    }
}
