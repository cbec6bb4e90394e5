package io.tentabo.sync.mapping;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.ExternalLeadChanged;
import io.tentabo.sync.connection.FieldOwner;
import io.tentabo.sync.connection.FieldOwnership;
import io.tentabo.sync.mapping.Merge.Side;
import io.tentabo.sync.provider.LeadField;
import io.tentabo.sync.provider.LeadState;
import io.tentabo.sync.provider.RemoteLead;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares both sides of a lead, announces what the provider changed, raises conflicts, and says what is to be sent.
 * Pushing and pulling both go through it, in a transaction that holds the mapping's row.
 */
@ApplicationScoped
public class Reconciliation {

    private final LeadMappings mappings;
    private final OpenConflicts conflicts;
    private final FieldOwnership ownership;
    private final Journal journal;

    Reconciliation(LeadMappings mappings, OpenConflicts conflicts, FieldOwnership ownership, Journal journal) {
        this.mappings = mappings;
        this.conflicts = conflicts;
        this.ownership = ownership;
        this.journal = journal;
    }

    /**
     * What came of a comparison.
     *
     * @param announced whether a change of the provider was announced
     * @param send fields to be sent now
     * @param conflicting whether a person has to decide something
     */
    public record Outcome(boolean announced, Set<LeadField> send, boolean conflicting) {}

    /**
     * Compares. Fields to be sent are not noted as seen before {@link #sent}: a crash in between sends them again. What was
     * read of the provider's lead before what was seen of it says nothing: it was overtaken, by our own write maybe.
     *
     * @param internal null while the suite's lead is not known here
     */
    public Uni<Outcome> compare(
            Transaction tx, String provider, LeadMapping mapping, @Nullable InternalLead internal, RemoteLead read) {
        RemoteLead external = mapping.isNewerThan(read)
                ? new RemoteLead(read.id(), mapping.externalSeen(), mapping.externalChangedAt(), read.marker())
                : read;
        LeadState ours = internal == null ? mapping.internalSeen() : internal.state();
        Instant oursChangedAt = internal == null ? Instant.EPOCH : internal.changedAt();
        return conflicts
                .of(tx, mapping.id())
                .chain(open -> ownership.of(tx, mapping.connectionId()).chain(owners -> {
                    Merge merge = merge(mapping, ours, oursChangedAt, external, owners, open);
                    LeadState oursSeen = ours.with(mapping.internalSeen(), merge.send());
                    return mappings.seen(tx, mapping.id(), oursSeen, external.state(), external.updatedAt(), false)
                            .chain(() -> conflicts.raise(tx, mapping.id(), merge.conflicts(), ours, external.state()))
                            .chain(() -> conflicts.settle(tx, mapping.id(), merge.settled()))
                            .chain(() -> announce(tx, provider, mapping, external, merge.takeOver()))
                            .map(announced -> new Outcome(
                                    announced, merge.send(), !merge.conflicts().isEmpty()));
                }));
    }

    /**
     * Notes that fields were sent, and nothing about the others: what became of them meanwhile, here or there, is for the
     * next comparison. A person may have decided a conflict about one of them while the request was under way.
     *
     * @param mapping as it is now
     * @param after the provider's answer
     */
    public Uni<Void> sent(
            Transaction tx, LeadMapping mapping, InternalLead internal, RemoteLead after, Set<LeadField> fields) {
        return mappings.seen(
                tx,
                mapping.id(),
                mapping.internalSeen().with(internal.state(), fields),
                mapping.externalSeen().with(after.state(), fields),
                after.updatedAt(),
                true);
    }

    /** Notes that the provider's lead was deleted there, and announces it if that is news. */
    public Uni<Boolean> gone(Transaction tx, String provider, LeadMapping mapping, Instant noticedAt) {
        return mappings.gone(tx, mapping.id(), noticedAt)
                .chain(news -> news
                        ? announce(tx, provider, mapping, null, Set.of(), true, noticedAt)
                        : Uni.createFrom().item(false));
    }

    /** Announces the provider's value of a field that a person has decided for. */
    public Uni<Void> decidedForExternal(Transaction tx, String provider, LeadMapping mapping, LeadField field) {
        return announce(
                        tx,
                        provider,
                        mapping,
                        mapping.externalSeen(),
                        Set.of(field),
                        false,
                        mapping.externalChangedAt())
                .replaceWithVoid();
    }

    /** Forgets that our value of a field was seen: it is then a change, and the next comparison sends it. */
    public Uni<Void> decidedForInternal(Transaction tx, LeadMapping mapping, LeadField field) {
        LeadState forgotten = mapping.internalSeen().with(mapping.externalSeen(), Set.of(field));
        return mappings.seen(tx, mapping.id(), forgotten, mapping.externalSeen(), mapping.externalChangedAt(), false);
    }

    private static Merge merge(
            LeadMapping mapping,
            LeadState ours,
            Instant oursChangedAt,
            RemoteLead external,
            Map<String, FieldOwner> owners,
            Set<LeadField> open) {
        return Merge.of(
                new Side(mapping.internalSeen(), ours, oursChangedAt),
                new Side(mapping.externalSeen(), external.state(), external.updatedAt()),
                owners,
                open);
    }

    private Uni<Boolean> announce(
            Transaction tx, String provider, LeadMapping mapping, RemoteLead external, Set<LeadField> fields) {
        boolean archived =
                fields.contains(LeadField.ARCHIVED) && external.state().archived();
        boolean isNews = archived || fields.stream().anyMatch(field -> field != LeadField.ARCHIVED);
        return isNews
                ? announce(tx, provider, mapping, external.state(), fields, archived, external.updatedAt())
                : Uni.createFrom().item(false);
    }

    private Uni<Boolean> announce(
            Transaction tx,
            String provider,
            LeadMapping mapping,
            @Nullable LeadState state,
            Set<LeadField> fields,
            boolean deleted,
            Instant changedAt) {
        LeadState external = Objects.requireNonNullElse(state, mapping.externalSeen());
        ExternalLeadChanged change = new ExternalLeadChanged(
                mapping.leadId(),
                mapping.connectionId(),
                provider,
                mapping.externalId(),
                fields.stream().flatMap(field -> field.eventMembers().stream()).collect(Collectors.toSet()),
                external.title(),
                external.amount(),
                external.currency(),
                external.expectedCloseDate(),
                deleted,
                changedAt);
        AuditEntry entry = AuditEntry.of(
                deleted ? "lead.removed-at-provider" : "lead.changed-at-provider",
                "lead",
                mapping.leadId(),
                values(mapping.externalSeen(), fields),
                values(external, fields));
        return journal.write(tx, entry, new DomainEvent("lead", mapping.leadId(), ExternalLeadChanged.TYPE, change))
                .replaceWith(true);
    }

    private static Map<String, Object> values(LeadState state, Set<LeadField> fields) {
        Map<String, Object> values = new TreeMap<>();
        fields.forEach(field -> values.put(field.apiName(), Objects.requireNonNullElse(state.text(field), "")));
        return new LinkedHashMap<>(values);
    }
}
