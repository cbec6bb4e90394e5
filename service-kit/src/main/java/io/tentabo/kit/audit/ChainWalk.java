package io.tentabo.kit.audit;

import io.tentabo.kit.audit.ErasureTally.Part;
import io.tentabo.kit.audit.VerificationResult.Broken;
import io.tentabo.kit.audit.VerificationResult.Reason;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The state of one walk along a chain: fed its records in order, it keeps the first break. */
final class ChainWalk {

    private final ChainHead head;
    private ChainHead last = ChainHead.NONE;
    private UUID lastId = new UUID(0, 0);
    private long erased;
    private final Map<UUID, ErasureTally> erasures = new LinkedHashMap<>();
    private @Nullable Broken broken;

    ChainWalk(ChainHead head) {
        this.head = head;
    }

    long lastSeq() {
        return last.seq();
    }

    UUID lastId() {
        return lastId;
    }

    boolean isBroken() {
        return broken != null;
    }

    /** Checks the record that follows; does nothing once the chain is broken. */
    void next(Row row) {
        if (isBroken()) {
            return;
        }
        long expected = last.seq() + 1;
        long seq = row.getLong("seq");
        UUID id = row.getUUID("id");
        if (seq > expected) {
            breakAt(expected, null, Reason.REMOVED);
        } else if (seq < expected) {
            breakAt(seq, id, Reason.INSERTED);
        } else if (!isUnaltered(row, seq)) {
            breakAt(seq, id, Reason.ALTERED);
        } else {
            last = ChainHead.of(row);
            lastId = id;
            erased += row.getOffsetDateTime("erased_at") == null ? 0 : 1;
            tally(row, seq, id);
        }
    }

    private void tally(Row row, long seq, UUID id) {
        blanked(row.getUUID("values_erasure"), Part.VALUES, seq, id);
        blanked(row.getUUID("origin_erasure"), Part.ORIGIN, seq, id);
        String attested = row.getString("attested");
        ErasureTally tally = erasures.get(row.getUUID("entity_id"));
        if (attested != null && tally != null) {
            tally.attest(HexFormat.of().parseHex(attested));
        }
    }

    private void blanked(@Nullable UUID erasure, Part part, long seq, UUID id) {
        if (erasure != null) {
            erasures.computeIfAbsent(erasure, ignored -> new ErasureTally(seq, id))
                    .blanked(seq, part);
        }
    }

    /** Erasures that have blanked records and have not said so in the chain: they may still be at work. */
    Set<UUID> unattestedErasures() {
        return erasures.entrySet().stream()
                .filter(erasure -> !erasure.getValue().isAttested())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Finds what was blanked without an erasure that accounts for it.
     *
     * @param atWork of those that may still be at work, how many places they have noted, read after the walk
     */
    void settleErasures(Map<UUID, Long> atWork) {
        erasures.entrySet().stream()
                .filter(erasure -> !erasure.getValue().isAccountedFor(atWork.getOrDefault(erasure.getKey(), 0L)))
                .map(Map.Entry::getValue)
                .min(Comparator.comparingLong(ErasureTally::firstSeq))
                .ifPresent(tally -> breakAt(tally.firstSeq(), tally.firstRecord(), Reason.ERASED));
    }

    /** Checks that the last record is the recorded head. */
    void end() {
        if (last.seq() < head.seq()) {
            breakAt(last.seq() + 1, null, Reason.CUT_OFF);
        } else if (!MessageDigest.isEqual(last.hash(), head.hash())) {
            breakAt(head.seq(), lastId, Reason.HEAD_ALTERED);
        }
    }

    /** Keeps a break unless there is one already. */
    void breakAt(long seq, @Nullable UUID recordId, Reason reason) {
        if (broken == null) {
            broken = new Broken(seq, recordId, reason);
        }
    }

    VerificationResult result(long unsealed) {
        return new VerificationResult(broken == null, last.seq(), erased, unsealed, broken);
    }

    private boolean isUnaltered(Row row, long seq) {
        ChainForm form = ChainForm.of(row);
        byte[] values = bytes(row, "values_digest");
        byte[] origin = bytes(row, "origin_digest");
        return row.getShort("form") == ChainForm.VERSION
                && MessageDigest.isEqual(bytes(row, "prev_hash"), last.hash())
                && areValuesUnaltered(row, form, values)
                && isOriginUnaltered(row, form, origin)
                && MessageDigest.isEqual(bytes(row, "hash"), form.hash(last.hash(), seq, values, origin));
    }

    /** Erased values are gone with their salt; anything in their place was put there later. */
    private static boolean areValuesUnaltered(Row row, ChainForm form, byte[] digest) {
        Buffer salt = row.getBuffer("values_salt");
        return row.getUUID("values_erasure") == null
                ? salt != null && MessageDigest.isEqual(digest, form.valuesDigest(salt.getBytes()))
                : salt == null && !form.hasValues();
    }

    private static boolean isOriginUnaltered(Row row, ChainForm form, byte[] digest) {
        Buffer salt = row.getBuffer("origin_salt");
        return row.getUUID("origin_erasure") == null
                ? salt != null && MessageDigest.isEqual(digest, form.originDigest(salt.getBytes()))
                : salt == null && !form.hasOrigin();
    }

    private static byte[] bytes(Row row, String column) {
        return row.getBuffer(column).getBytes();
    }
}
