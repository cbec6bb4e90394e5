package io.tentabo.kit.outbox;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.model.event.AuthProvidersChanged;
import io.tentabo.model.event.ChannelLinkChanged;
import io.tentabo.model.event.ConnectionChanged;
import io.tentabo.model.event.ContractEvent;
import io.tentabo.model.event.CustomerEvent;
import io.tentabo.model.event.DistributorChanged;
import io.tentabo.model.event.ExternalLeadChanged;
import io.tentabo.model.event.InvoiceEvent;
import io.tentabo.model.event.LeadActivityEvent;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.model.event.LeadPushed;
import io.tentabo.model.event.NoteEvent;
import io.tentabo.model.event.OrderEvent;
import io.tentabo.model.event.PartnerChanged;
import io.tentabo.model.event.PaymentEvent;
import io.tentabo.model.event.PersonJobDone;
import io.tentabo.model.event.PersonJobRequested;
import io.tentabo.model.event.TenantChanged;
import io.tentabo.model.event.TenantExportRequested;
import io.tentabo.model.event.TenantExported;
import io.tentabo.model.event.TenantPurgeRequested;
import io.tentabo.model.event.TenantPurged;
import io.tentabo.model.event.UserChanged;
import io.tentabo.model.event.UserRemoved;

/** Lets native executables write and read the published records, which know nothing of Quarkus. */
@RegisterForReflection(
        targets = {
            AuthProvidersChanged.class,
            ChannelLinkChanged.class,
            ConnectionChanged.class,
            ContractEvent.class,
            CustomerEvent.class,
            DistributorChanged.class,
            ExternalLeadChanged.class,
            InvoiceEvent.class,
            LeadActivityEvent.class,
            LeadEvent.class,
            LeadPushed.class,
            NoteEvent.class,
            OrderEvent.class,
            PartnerChanged.class,
            PaymentEvent.class,
            PersonJobDone.class,
            PersonJobDone.Part.class,
            PersonJobRequested.class,
            TenantChanged.class,
            TenantExportRequested.class,
            TenantExported.class,
            TenantExported.Table.class,
            TenantPurgeRequested.class,
            TenantPurged.class,
            TenantPurged.Table.class,
            UserChanged.class,
            UserRemoved.class
        })
final class EventPayloads {

    private EventPayloads() {}
}
