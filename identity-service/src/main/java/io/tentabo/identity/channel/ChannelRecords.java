package io.tentabo.identity.channel;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.ContractEvent;
import io.tentabo.model.event.CustomerEvent;
import io.tentabo.model.event.InvoiceEvent;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.model.event.OrderEvent;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last known state of what is counted. Of the events about a record the one with the latest version counts, in
 * whatever order they come; a deletion is for good.
 */
@Singleton
public class ChannelRecords {

    private static final String APPLY = """
            INSERT INTO channel_records AS known (
                tenant_id, kind, id, partner_id, distributor_id, status, is_deleted, version
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (tenant_id, kind, id) DO UPDATE
            SET partner_id = excluded.partner_id, distributor_id = excluded.distributor_id, status = excluded.status,
                is_deleted = excluded.is_deleted, version = excluded.version, updated_at = now()
            WHERE NOT known.is_deleted AND (excluded.is_deleted OR known.version < excluded.version)
            """;

    public Uni<Void> apply(Transaction tx, LeadEvent lead) {
        return apply(tx, of(lead), false);
    }

    public Uni<Void> remove(Transaction tx, LeadEvent lead) {
        return apply(tx, of(lead), true);
    }

    public Uni<Void> apply(Transaction tx, CustomerEvent customer) {
        return apply(tx, of(customer), false);
    }

    public Uni<Void> remove(Transaction tx, CustomerEvent customer) {
        return apply(tx, of(customer), true);
    }

    public Uni<Void> apply(Transaction tx, OrderEvent order) {
        return apply(tx, of(order), false);
    }

    public Uni<Void> remove(Transaction tx, OrderEvent order) {
        return apply(tx, of(order), true);
    }

    public Uni<Void> apply(Transaction tx, ContractEvent contract) {
        return apply(
                tx,
                new ChannelRecord(
                        RecordKind.CONTRACT,
                        contract.contractId(),
                        contract.partnerId(),
                        contract.distributorId(),
                        contract.status(),
                        contract.version()),
                false);
    }

    /** Credit notes are no invoices and not counted. */
    public Uni<Void> apply(Transaction tx, InvoiceEvent invoice) {
        if (invoice.creditNoteOf() != null) {
            return Uni.createFrom().voidItem();
        }
        return apply(
                tx,
                new ChannelRecord(
                        RecordKind.INVOICE,
                        invoice.invoiceId(),
                        invoice.partnerId(),
                        invoice.distributorId(),
                        invoice.status(),
                        invoice.version()),
                false);
    }

    private static Uni<Void> apply(Transaction tx, ChannelRecord changed, boolean deleted) {
        return tx.update(
                        APPLY,
                        Tuple.from(Arrays.asList(
                                tx.caller().requireTenantId(),
                                changed.kind().name(),
                                changed.id(),
                                changed.partnerId(),
                                changed.distributorId(),
                                changed.status(),
                                deleted,
                                changed.version())))
                .replaceWithVoid();
    }

    private static ChannelRecord of(LeadEvent lead) {
        return new ChannelRecord(
                RecordKind.LEAD, lead.leadId(), lead.partnerId(), lead.distributorId(), lead.status(), lead.version());
    }

    private static ChannelRecord of(CustomerEvent customer) {
        return new ChannelRecord(
                RecordKind.CUSTOMER,
                customer.customerId(),
                customer.partnerId(),
                null,
                customer.status(),
                customer.version());
    }

    private static ChannelRecord of(OrderEvent order) {
        return new ChannelRecord(
                RecordKind.ORDER,
                order.orderId(),
                order.partnerId(),
                order.distributorId(),
                order.status(),
                order.version());
    }

    private record ChannelRecord(
            RecordKind kind,
            UUID id,
            @Nullable UUID partnerId,
            @Nullable UUID distributorId,
            String status,
            int version) {}
}
