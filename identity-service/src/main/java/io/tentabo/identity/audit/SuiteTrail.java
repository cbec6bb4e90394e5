package io.tentabo.identity.audit;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditPosition;
import io.tentabo.kit.audit.AuditRecord;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.security.CallerContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the records of several services as one list. A page costs the same however deep it lies: every service is asked
 * for as many records as the page has, beyond the last one of the page before.
 */
@ApplicationScoped
class SuiteTrail {

    private final Cursors cursors;

    SuiteTrail(Cursors cursors) {
        this.cursors = cursors;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for a cursor of another list; 503 when a service cannot be asked */
    Uni<Page<AuditRecord>> list(AuditQuery query, PageRequest page) {
        String binding = "suite-audit\u0001" + CallerContext.current().requireTenantId() + "\u0001" + query.binding();
        AuditMerge merge = query.from(position(binding, page.cursor()), page.limit());
        return merge.next(page.limit())
                .map(records -> new Page<>(records, merge.hasMore() ? cursor(binding, records) : null));
    }

    private String cursor(String binding, List<AuditRecord> records) {
        AuditPosition last = records.getLast().position();
        return cursors.encode(binding, new Cursors.Position(last.createdAt().toString(), last.id()));
    }

    private @Nullable AuditPosition position(String binding, @Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        Cursors.Position position = cursors.decode(binding, cursor);
        return new AuditPosition(Instant.parse(position.sortValue()), position.id());
    }
}
