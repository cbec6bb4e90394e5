package io.tentabo.kit.audit;

import io.tentabo.kit.crypto.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one erasure has blanked along a chain, to be compared with what the erasure itself has put on record: a record
 * {@value #ACTION} whose entity is the erasure, and whose values tell the digest of every place that it blanked.
 *
 * <pre>
 * digest(0) = 32 zero bytes
 * digest(n) = SHA-256( digest(n-1), position of the record as 8 bytes big-endian, 1 for values or 2 for origin )
 * </pre>
 *
 * <p>Places come in the order of the chain, of one record its values first. PostgreSQL computes the same in
 * {@code erased_records}.
 */
final class ErasureTally {

    static final String ACTION = "person.erased";

    /** Of which a part of a record is blanked. */
    enum Part {
        VALUES(1),
        ORIGIN(2);

        private final byte code;

        Part(int code) {
            this.code = (byte) code;
        }
    }

    private final long firstSeq;
    private final UUID firstRecord;
    private long places;
    private byte[] digest = new byte[32];
    private byte @Nullable [] attested;

    ErasureTally(long firstSeq, UUID firstRecord) {
        this.firstSeq = firstSeq;
        this.firstRecord = firstRecord;
    }

    /** The first record that names the erasure. */
    long firstSeq() {
        return firstSeq;
    }

    UUID firstRecord() {
        return firstRecord;
    }

    void blanked(long seq, Part part) {
        places++;
        digest = Sha256.of(ByteBuffer.allocate(digest.length + Long.BYTES + 1)
                .put(digest)
                .putLong(seq)
                .put(part.code)
                .array());
    }

    /** The digest that the erasure has put on record; only the first such record counts. */
    void attest(byte[] recorded) {
        if (attested == null) {
            attested = recorded;
        }
    }

    boolean isAttested() {
        return attested != null;
    }

    /**
     * Whether exactly what was blanked is what is on record; or, while nothing is, whether it is no more than the erasure
     * has noted by now.
     */
    boolean isAccountedFor(long noted) {
        return attested == null ? places <= noted : Arrays.equals(digest, attested);
    }
}
