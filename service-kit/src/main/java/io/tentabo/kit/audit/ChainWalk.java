package io.tentabo.kit.audit;

import io.tentabo.kit.audit.VerificationResult.Broken;
import io.tentabo.kit.audit.VerificationResult.Reason;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.security.MessageDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The state of one walk along a chain: fed its records in order, it keeps the first break. */
final class ChainWalk {

    private final ChainHead head;
    private ChainHead last = ChainHead.NONE;
    private UUID lastId = new UUID(0, 0);
    private long erased;
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
        }
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
        byte[] digest = bytes(row, "values_digest");
        return row.getShort("form") == ChainForm.VERSION
                && MessageDigest.isEqual(bytes(row, "prev_hash"), last.hash())
                && areValuesUnaltered(row, form, digest)
                && MessageDigest.isEqual(bytes(row, "hash"), form.hash(last.hash(), seq, digest));
    }

    /** Erased values are gone with their salt; anything in their place was put there later. */
    private static boolean areValuesUnaltered(Row row, ChainForm form, byte[] digest) {
        Buffer salt = row.getBuffer("salt");
        if (row.getOffsetDateTime("erased_at") != null) {
            return salt == null && !form.holdsPersonalData();
        }
        return salt != null && MessageDigest.isEqual(digest, form.valuesDigest(salt.getBytes()));
    }

    private static byte[] bytes(Row row, String column) {
        return row.getBuffer(column).getBytes();
    }
}
