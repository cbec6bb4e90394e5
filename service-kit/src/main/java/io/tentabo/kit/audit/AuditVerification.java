package io.tentabo.kit.audit;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Walks a tenant's chain from its first record to its head, page by page in constant memory, and finds the first record
 * that was removed, inserted, altered or moved, an end that was cut off, and values that were blanked without an erasure
 * whose own record in the chain accounts for exactly them.
 *
 * <p>Whoever can rewrite all of a tenant's records together with the head can still forge a chain that holds; keep a
 * copy of the head outside the database to notice that.
 */
@ApplicationScoped
public class AuditVerification {

    private static final int PAGE = 1_000;

    private static final String HEAD = "SELECT seq, hash FROM audit_chains WHERE tenant_id = $1";

    // The id takes part in the order, so that two records with one position cannot hide behind a page's end.
    private static final String RECORDS = """
            SELECT %s, seq, form, values_salt, values_digest, origin_salt, origin_digest, prev_hash, hash,
                   values_erasure, origin_erasure, erased_at,
                   CASE WHEN action = '%s' THEN new_values ->> 'digest' END AS attested
            FROM audit_logs
            WHERE tenant_id = $1 AND (seq, id) > ($2, $3) AND seq <= $4
            ORDER BY seq, id
            LIMIT $5
            """.formatted(ChainForm.COLUMNS, ErasureTally.ACTION);

    // One statement, hence one snapshot: the sealer moves records and head together.
    private static final String BEYOND_HEAD = """
            SELECT l.seq, l.id, (SELECT count(*) FROM audit_logs WHERE tenant_id = $1 AND seq IS NULL) AS unsealed
            FROM (SELECT 1) AS always
            LEFT JOIN LATERAL (
                SELECT seq, id
                FROM audit_logs
                WHERE tenant_id = $1
                  AND (seq <= 0 OR seq > coalesce((SELECT seq FROM audit_chains WHERE tenant_id = $1), 0))
                ORDER BY seq
                LIMIT 1
            ) AS l ON true
            """;

    // An erasure at work puts itself on record in the transaction that ends it; that record is sealed a moment later.
    // What
    // it blanks it notes in the same transaction: read after the walk, that is never less than what the walk has seen.
    private static final String ERASURES_AT_WORK = """
            SELECT j.id,
                   (SELECT coalesce(sum(p.rows), 0)::bigint
                    FROM person_job_parts p
                    WHERE p.tenant_id = j.tenant_id AND p.job_id = j.id AND p.table_name = 'audit_logs') AS noted
            FROM person_jobs j
            WHERE j.tenant_id = $1
              AND j.id = ANY($2)
              AND (j.completed_at IS NULL OR EXISTS (
                  SELECT
                  FROM audit_logs l
                  WHERE l.tenant_id = $1 AND l.entity_id = j.id AND l.action = '%s' AND (l.seq IS NULL OR l.seq > $3)))
            """.formatted(ErasureTally.ACTION);

    private final Transactions transactions;
    private final CallerContext callers;

    AuditVerification(Transactions transactions, CallerContext callers) {
        this.transactions = transactions;
        this.callers = callers;
    }

    /**
     * Verifies a tenant's chain, whoever calls: decide before whether they may. Must not be called inside an open
     * transaction. Records sealed meanwhile are left to the next verification.
     */
    public Uni<VerificationResult> verify(UUID tenantId) {
        return callers.as(Caller.system(tenantId), () -> transactions
                .read(HEAD, Tuple.of(tenantId))
                .map(rows -> rows.size() == 0
                        ? ChainHead.NONE
                        : ChainHead.of(rows.iterator().next()))
                .chain(head -> walk(tenantId, head)));
    }

    private Uni<VerificationResult> walk(UUID tenantId, ChainHead head) {
        ChainWalk walk = new ChainWalk(head);
        return Multi.createBy()
                .repeating()
                .uni(() -> page(tenantId, walk, head))
                .whilst(rows -> rows.size() == PAGE && !walk.isBroken())
                .collect()
                .last()
                .chain(() -> settleErasures(tenantId, walk, head))
                .chain(() -> transactions.read(BEYOND_HEAD, Tuple.of(tenantId)))
                .map(rows -> conclude(walk, rows.iterator().next()));
    }

    private Uni<RowSet<Row>> page(UUID tenantId, ChainWalk walk, ChainHead head) {
        return transactions
                .read(RECORDS, Tuple.of(tenantId, walk.lastSeq(), walk.lastId(), head.seq(), PAGE))
                .invoke(rows -> rows.forEach(walk::next));
    }

    private Uni<Void> settleErasures(UUID tenantId, ChainWalk walk, ChainHead head) {
        walk.end();
        UUID[] unattested = walk.unattestedErasures().toArray(UUID[]::new);
        Uni<Map<UUID, Long>> atWork = unattested.length == 0
                ? Uni.createFrom().item(Map.of())
                : transactions
                        .read(ERASURES_AT_WORK, Tuple.of(tenantId, unattested, head.seq()))
                        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                .collect(Collectors.toUnmodifiableMap(
                                        row -> row.getUUID("id"), row -> row.getLong("noted"))));
        return atWork.invoke(walk::settleErasures).replaceWithVoid();
    }

    private static VerificationResult conclude(ChainWalk walk, Row beyond) {
        if (beyond.getLong("seq") != null) {
            walk.breakAt(beyond.getLong("seq"), beyond.getUUID("id"), VerificationResult.Reason.INSERTED);
        }
        return walk.result(beyond.getLong("unsealed"));
    }
}
