package io.tentabo.identity.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Begins exports, and records who has which records exported. */
@ApplicationScoped
class AuditExports {

    private final CallerContext callers;
    private final Transactions transactions;
    private final Journal journal;
    private final ObjectMapper mapper;

    AuditExports(CallerContext callers, Transactions transactions, Journal journal, ObjectMapper mapper) {
        this.callers = callers;
        this.transactions = transactions;
        this.journal = journal;
        this.mapper = mapper;
    }

    /**
     * Begins an export of what has been recorded so far: an end that moves on while it is read would never be reached by
     * all services at once. When it is there, the first records have been read and the export is recorded.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) when a service cannot be asked
     */
    Uni<AuditExport> begin(AuditQuery query) {
        Caller caller = CallerContext.current();
        AuditQuery ended =
                new AuditQuery(query.trails(), query.filter().until(OffsetDateTime.now(ZoneOffset.UTC)), query.order());
        AuditExport export = new AuditExport(Ids.next(), ended, mapper);
        AuditEntry entry = AuditEntry.of("audit.exported", "audit-export", export.id(), null, ended.description());
        return export.readAhead()
                .chain(() -> callers.inBackground(caller, () -> transactions.write(tx -> journal.write(tx, entry))))
                .replaceWith(export);
    }
}
