package io.tentabo.identity.audit;

import io.tentabo.kit.audit.AuditFilter;
import io.tentabo.kit.audit.AuditPosition;
import io.tentabo.kit.paging.KeysetQuery;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** From which end the records are read. */
enum AuditOrder {
    NEWEST_FIRST("-createdAt", "before", Comparator.reverseOrder()) {
        @Override
        AuditFilter beyond(AuditFilter filter, AuditPosition position) {
            return filter.before(position);
        }
    },
    OLDEST_FIRST("createdAt", "after", Comparator.naturalOrder()) {
        @Override
        AuditFilter beyond(AuditFilter filter, AuditPosition position) {
            return filter.after(position);
        }
    };

    private final String sort;
    private final String continuation;
    private final Comparator<AuditPosition> comparator;

    AuditOrder(String sort, String continuation, Comparator<AuditPosition> comparator) {
        this.sort = sort;
        this.continuation = continuation;
        this.comparator = comparator;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for a sort that there is not */
    static AuditOrder of(@Nullable String sort) {
        if (sort == null) {
            return NEWEST_FIRST;
        }
        for (AuditOrder order : values()) {
            if (order.sort.equals(sort)) {
                return order;
            }
        }
        throw KeysetQuery.UNKNOWN_SORT.with(
                "This list can be sorted by createdAt, with a leading minus for descending order.");
    }

    /** The same filter, for what comes beyond a position in this order. */
    abstract AuditFilter beyond(AuditFilter filter, AuditPosition position);

    /** As lists call it. */
    String sort() {
        return sort;
    }

    /** The query parameter for what comes beyond a position. */
    String continuation(AuditPosition position) {
        return continuation + "=" + position;
    }

    Comparator<AuditPosition> comparator() {
        return comparator;
    }
}
