package io.tentabo.crm.lead;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.privacy.ErasedRows;
import io.tentabo.kit.tenancy.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Tells of leads that have lost their contact, so that the copies in other services and at providers follow. */
@ApplicationScoped
class ErasedLeads implements ErasedRows {

    private final Leads leads;
    private final Journal journal;

    ErasedLeads(Leads leads, Journal journal) {
        this.leads = leads;
        this.journal = journal;
    }

    @Override
    public String table() {
        return "leads";
    }

    @Override
    public Uni<Void> erased(Transaction tx, List<UUID> ids) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> leads.find(tx, id))
                .onItem()
                .transformToUniAndConcatenate(lead -> journal.write(
                        tx,
                        AuditEntry.of("lead.pseudonymised", Leads.ENTITY, lead.id(), null, null),
                        LeadEvents.updated(lead, LeadEvents.API)))
                .onItem()
                .ignoreAsUni();
    }
}
