package io.tentabo.sync.mapping;

import io.tentabo.sync.connection.FieldOwner;
import io.tentabo.sync.provider.LeadField;
import io.tentabo.sync.provider.LeadState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What is to be done about a lead, field by field, given what each side looked like when it was last seen and how it
 * looks now.
 *
 * <p>A side has changed a field when it differs from what was last seen of that same side. So our own writes, which are
 * noted as seen, are no changes when they come back; and neither is a value that was taken over from the other side
 * and has not arrived yet.
 *
 * @param send fields whose value of ours goes to the provider
 * @param takeOver fields whose value of the provider comes to us
 * @param conflicts fields that a person has to decide
 * @param settled fields that are the same on both sides
 */
record Merge(Set<LeadField> send, Set<LeadField> takeOver, Set<LeadField> conflicts, Set<LeadField> settled) {

    /** One side, as it was when last seen and as it is now. */
    record Side(LeadState seen, LeadState now, Instant changedAt) {

        Set<LeadField> changes() {
            return seen.differences(now);
        }
    }

    /**
     * Merges.
     *
     * @param owners who wins a field that both have changed; a field that is not named becomes a conflict
     * @param open fields that wait for a person's decision: neither side's value moves
     */
    static Merge of(Side internal, Side external, Map<String, FieldOwner> owners, Set<LeadField> open) {
        Set<LeadField> different = internal.now().differences(external.now());
        Set<LeadField> here = internal.changes();
        Set<LeadField> there = external.changes();
        Merge merge = new Merge(
                EnumSet.noneOf(LeadField.class),
                EnumSet.noneOf(LeadField.class),
                EnumSet.noneOf(LeadField.class),
                EnumSet.complementOf(withAll(different)));
        for (LeadField field : different) {
            if (open.contains(field)) {
                if (here.contains(field) || there.contains(field)) {
                    merge.conflicts.add(field);
                }
            } else if (here.contains(field) && there.contains(field)) {
                merge.decide(field, internal, external, owners);
            } else if (here.contains(field)) {
                merge.send.add(field);
            } else if (there.contains(field)) {
                merge.takeOver.add(field);
            }
        }
        return merge;
    }

    private void decide(LeadField field, Side internal, Side external, Map<String, FieldOwner> owners) {
        // Whether a lead is open is decided by its status, which only we have.
        FieldOwner owner = field == LeadField.ARCHIVED ? FieldOwner.INTERNAL : owners.get(field.apiName());
        switch (owner) {
            case INTERNAL -> send.add(field);
            case EXTERNAL -> takeOver.add(field);
            case NEWEST -> (internal.changedAt().isBefore(external.changedAt()) ? takeOver : send).add(field);
            case null -> conflicts.add(field);
        }
    }

    /** {@link EnumSet#copyOf} refuses an empty collection. */
    private static EnumSet<LeadField> withAll(Set<LeadField> fields) {
        EnumSet<LeadField> copy = EnumSet.noneOf(LeadField.class);
        copy.addAll(fields);
        return copy;
    }
}
