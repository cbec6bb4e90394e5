package io.tentabo.identity.audit;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditFilter;
import io.tentabo.kit.audit.AuditPosition;
import io.tentabo.kit.audit.AuditRecord;
import io.tentabo.kit.paging.Page;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges the trails of several services into one, which is in order and complete: no record is taken before every
 * service has shown its next one or that it has none left.
 *
 * <p>Holds a page of each service at most. Of use to one reader, who awaits each answer before the next call.
 */
final class AuditMerge {

    private final AuditFilter filter;
    private final AuditOrder order;
    private final int pageSize;
    private final List<Source> sources;

    /**
     * @param beyond after which position to begin, or null for the whole list
     * @param pageSize how many records a service is asked for at once
     */
    AuditMerge(AuditQuery query, @Nullable AuditPosition beyond, int pageSize) {
        this.filter = query.filter();
        this.order = query.order();
        this.pageSize = pageSize;
        this.sources =
                query.trails().stream().map(trail -> new Source(trail, beyond)).toList();
    }

    /**
     * The records that follow; none when none are left. May be fewer than asked for, except that the first page is full
     * if there are as many.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) when a service cannot be asked
     */
    Uni<List<AuditRecord>> next(int most) {
        return Uni.join()
                .all(sources.stream().map(Source::fill).toList())
                .andCollectFailures()
                .onFailure()
                .transform(AuditProblems::explain)
                .map(ignored -> take(most));
    }

    /** Whether more records follow those that were taken. */
    boolean hasMore() {
        return sources.stream().anyMatch(source -> source.hasMore || !source.waiting.isEmpty());
    }

    private List<AuditRecord> take(int most) {
        List<AuditRecord> taken = new ArrayList<>();
        while (taken.size() < most && sources.stream().noneMatch(Source::isDrained)) {
            Source first = first();
            if (first == null) {
                break;
            }
            taken.add(first.waiting.remove());
        }
        return taken;
    }

    private @Nullable Source first() {
        Source first = null;
        for (Source source : sources) {
            if (!source.waiting.isEmpty()
                    && (first == null || order.comparator().compare(source.head(), first.head()) < 0)) {
                first = source;
            }
        }
        return first;
    }

    /** One service's trail, and what has been read of it but not taken. */
    private final class Source {

        private final SliceTrail trail;
        private final Deque<AuditRecord> waiting = new ArrayDeque<>();
        private @Nullable AuditPosition last;
        private boolean hasMore = true;

        Source(SliceTrail trail, @Nullable AuditPosition beyond) {
            this.trail = trail;
            this.last = beyond;
        }

        AuditPosition head() {
            return waiting.element().position();
        }

        /** Whether it must be asked before anything that might stand behind its next record is taken. */
        boolean isDrained() {
            return hasMore && waiting.isEmpty();
        }

        Uni<Void> fill() {
            if (!isDrained()) {
                return Uni.createFrom().voidItem();
            }
            AuditFilter rest = last == null ? filter : order.beyond(filter, last);
            return trail.read(rest, order, pageSize).invoke(this::keep).replaceWithVoid();
        }

        /** A service that takes no notice of the position would be read for ever, its records repeated. */
        private void keep(Page<AuditRecord> page) {
            for (AuditRecord record : page.items()) {
                AuditPosition position = record.position();
                if (!record.service().equals(trail.service())
                        || (last != null && order.comparator().compare(last, position) >= 0)) {
                    throw new SliceFailure(trail.service(), "It answers with records that were not asked for");
                }
                last = position;
                waiting.add(record);
            }
            hasMore = page.nextCursor() != null && !page.items().isEmpty();
        }
    }
}
