package io.tentabo.kit.audit;

import io.tentabo.kit.crypto.Sha256;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of an audit record and its hashes, version {@value #VERSION} (column {@code form}).
 *
 * <p>A form is a list of fields. Each is written as its length in bytes, a big-endian signed 32-bit number, followed by
 * its UTF-8 text; null is the length −1 and nothing else. Two different lists therefore never give the same bytes.
 *
 * <pre>
 * values_digest = SHA-256( "tentabo.audit.values.1", salt, old_values, new_values )
 * origin_digest = SHA-256( "tentabo.audit.origin.1", salt, ip_address, user_agent )
 * hash          = SHA-256( "tentabo.audit.record.1", prev_hash, seq, tenant_id, id, created_at, actor_type, actor_id,
 *                          action, entity_type, entity_id, request_id, values_digest, origin_digest )
 * </pre>
 *
 * <p>Bytes are written as lower-case hex; numbers in decimal; ids in their usual form; {@code created_at} in
 * microseconds since 1970 UTC; jsonb and inet as PostgreSQL writes them with {@code ::text}. {@code prev_hash} of a
 * tenant's first record is 32 zero bytes, and {@code seq} counts from 1 without gaps.
 *
 * <p>What may be personal is covered by the two digests alone, each with a salt of its own: the values, which tell of
 * whom the record is about, and the origin, which tells of who did it. To erase either, null its columns and its salt and
 * name the erasure: the digest stays and the chain with it, and without the salt nobody can guess what it covered. What an
 * erasure took away is told by a sealed record of its own, see {@link ErasureTally}.
 *
 * @param oldValues the text of the jsonb column
 * @param newValues the text of the jsonb column
 */
record ChainForm(
        UUID id,
        UUID tenantId,
        OffsetDateTime createdAt,
        String actorType,
        @Nullable UUID actorId,
        String action,
        String entityType,
        UUID entityId,
        @Nullable String oldValues,
        @Nullable String newValues,
        @Nullable String ipAddress,
        @Nullable String userAgent,
        @Nullable String requestId) {

    static final short VERSION = 1;

    static final byte[] GENESIS = new byte[32];

    /** The columns that {@link #of} reads. */
    static final String COLUMNS = """
            id, tenant_id, created_at, actor_type, actor_id, action, entity_type, entity_id,
            old_values::text AS old_values, new_values::text AS new_values, ip_address::text AS ip_address,
            user_agent, request_id\
            """;

    private static final String VALUES = "tentabo.audit.values.1";
    private static final String ORIGIN = "tentabo.audit.origin.1";
    private static final String RECORD = "tentabo.audit.record.1";
    private static final HexFormat HEX = HexFormat.of();

    static ChainForm of(Row row) {
        return new ChainForm(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getOffsetDateTime("created_at"),
                row.getString("actor_type"),
                row.getUUID("actor_id"),
                row.getString("action"),
                row.getString("entity_type"),
                row.getUUID("entity_id"),
                row.getString("old_values"),
                row.getString("new_values"),
                row.getString("ip_address"),
                row.getString("user_agent"),
                row.getString("request_id"));
    }

    byte[] valuesDigest(byte[] salt) {
        return sha256(VALUES, HEX.formatHex(salt), oldValues, newValues);
    }

    byte[] originDigest(byte[] salt) {
        return sha256(ORIGIN, HEX.formatHex(salt), ipAddress, userAgent);
    }

    byte[] hash(byte[] previousHash, long seq, byte[] valuesDigest, byte[] originDigest) {
        return sha256(
                RECORD,
                HEX.formatHex(previousHash),
                Long.toString(seq),
                tenantId.toString(),
                id.toString(),
                Long.toString(microseconds()),
                actorType,
                actorId == null ? null : actorId.toString(),
                action,
                entityType,
                entityId.toString(),
                requestId,
                HEX.formatHex(valuesDigest),
                HEX.formatHex(originDigest));
    }

    boolean hasValues() {
        return oldValues != null || newValues != null;
    }

    boolean hasOrigin() {
        return ipAddress != null || userAgent != null;
    }

    private long microseconds() {
        return TimeUnit.SECONDS.toMicros(createdAt.toEpochSecond()) + createdAt.getNano() / 1_000;
    }

    static byte[] sha256(@Nullable String... fields) {
        return Sha256.ofParts(Stream.of(fields)
                .map(field -> field == null ? null : field.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }
}
