package io.tentabo.identity.channel;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts what partners and distributors have. */
@Singleton
class ChannelCountQueries {

    static final Organisation PARTNER = new Organisation(
            "partner",
            "SELECT FROM partners WHERE id = $1",
            """
            SELECT r.kind, r.status, count(*) AS records
            FROM channel_records r
            WHERE r.partner_id = $1 AND NOT r.is_deleted
            GROUP BY r.kind, r.status
            """,
            """
            SELECT status, count(*) AS records
            FROM users
            WHERE partner_id = $1 AND status <> 'DELETED'
            GROUP BY status
            """,
            "SELECT count(*) FROM distributor_partners WHERE partner_id = $1 AND is_active");

    /** Also what the partners have that the distributor manages now, each record once. */
    static final Organisation DISTRIBUTOR = new Organisation(
            "distributor",
            "SELECT FROM distributors WHERE id = $1",
            """
            SELECT own.kind, own.status, count(*) AS records
            FROM (
                SELECT r.kind, r.id, r.status
                FROM channel_records r
                WHERE r.distributor_id = $1 AND NOT r.is_deleted
                UNION
                SELECT r.kind, r.id, r.status
                FROM distributor_partners dp
                JOIN channel_records r ON r.tenant_id = dp.tenant_id AND r.partner_id = dp.partner_id
                WHERE dp.distributor_id = $1 AND dp.is_active AND NOT r.is_deleted
            ) own
            GROUP BY own.kind, own.status
            """,
            """
            SELECT status, count(*) AS records
            FROM users
            WHERE distributor_id = $1 AND status <> 'DELETED'
            GROUP BY status
            """,
            "SELECT count(*) FROM distributor_partners WHERE distributor_id = $1 AND is_active");

    private final Transactions transactions;

    ChannelCountQueries(Transactions transactions) {
        this.transactions = transactions;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 for one that the caller does not see */
    Uni<ChannelCounts> ofPartner(UUID id) {
        return transactions.read(tx -> {
            Caller caller = tx.caller();
            return count(tx, PARTNER, id, caller.scope().isStaff() || id.equals(caller.partnerId()));
        });
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 for one that the caller does not see */
    Uni<ChannelCounts> ofDistributor(UUID id) {
        return transactions.read(tx -> {
            Caller caller = tx.caller();
            return count(tx, DISTRIBUTOR, id, caller.scope().isStaff() || id.equals(caller.distributorId()));
        });
    }

    /** The four queries travel in one flight. */
    private static Uni<ChannelCounts> count(Transaction tx, Organisation organisation, UUID id, boolean withUsers) {
        Tuple parameters = Tuple.of(id);
        return Uni.combine()
                .all()
                .unis(
                        tx.query(organisation.exists(), parameters),
                        tx.query(organisation.records(), parameters),
                        tx.query(organisation.users(), parameters),
                        tx.query(organisation.links(), parameters))
                .collectFailures()
                .with((found, records, users, links) -> {
                    if (found.size() == 0) {
                        throw CommonProblems.notFound(organisation.name(), id);
                    }
                    long linked = links.iterator().next().getLong(0);
                    return counts(id, byKind(records), withUsers ? byStatus(users) : null, linked);
                });
    }

    private static ChannelCounts counts(
            UUID id, Map<RecordKind, Map<String, Long>> records, @Nullable StatusCounts users, long links) {
        return new ChannelCounts(
                id,
                StatusCounts.of(records.getOrDefault(RecordKind.LEAD, Map.of())),
                StatusCounts.of(records.getOrDefault(RecordKind.CUSTOMER, Map.of())),
                StatusCounts.of(records.getOrDefault(RecordKind.ORDER, Map.of())),
                StatusCounts.of(records.getOrDefault(RecordKind.CONTRACT, Map.of())),
                StatusCounts.of(records.getOrDefault(RecordKind.INVOICE, Map.of())),
                users,
                links);
    }

    private static Map<RecordKind, Map<String, Long>> byKind(RowSet<Row> rows) {
        Map<RecordKind, Map<String, Long>> counted = new EnumMap<>(RecordKind.class);
        for (Row row : rows) {
            counted.computeIfAbsent(RecordKind.valueOf(row.getString("kind")), kind -> new HashMap<>())
                    .put(row.getString("status"), row.getLong("records"));
        }
        return counted;
    }

    private static StatusCounts byStatus(RowSet<Row> rows) {
        Map<String, Long> counted = new HashMap<>();
        for (Row row : rows) {
            counted.put(row.getString("status"), row.getLong("records"));
        }
        return StatusCounts.of(counted);
    }

    /** How one kind of organisation is counted, each query for its id. */
    record Organisation(String name, String exists, String records, String users, String links) {}
}
