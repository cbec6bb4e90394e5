package io.tentabo.identity.seat;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads seats of the caller's tenant. */
@Singleton
public class Seats {

    private static final String SEATS = """
            SELECT id, tenant_id, tenant_slug, tenant_name, kind, email, is_email_verified, first_name, last_name, may_sign_in, roles,
                   permissions, partner_id, distributor_id, customer_id
            FROM seats
            WHERE tenant_id = (SELECT current_tenant()) AND id =""";
    private static final String BY_ID = SEATS + " $1";
    private static final String BY_CLIENT = SEATS + """
             (
                SELECT user_id
                FROM clients
                WHERE tenant_id = (SELECT current_tenant()) AND client_id = $1 AND is_active
            )
            """;

    private final Transactions transactions;

    Seats(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The caller's own seat. */
    Uni<Seat> own() {
        return transactions.read(tx -> find(tx, tx.caller().requireUserId())
                .map(seat -> seat.orElseThrow(
                        () -> CommonProblems.notFound("user", tx.caller().requireUserId()))));
    }

    /** The seat, if the caller may see it. */
    public Uni<Optional<Seat>> find(Transaction tx, UUID userId) {
        return tx.query(BY_ID, Tuple.of(userId)).map(Seats::first);
    }

    /** The seat of a user for whom something is about to be begun, locked; empty unless it may sign in. */
    public Uni<Optional<Seat>> toSignIn(Transaction tx, UUID userId) {
        return UserLock.take(tx, userId).chain(() -> find(tx, userId)).map(seat -> seat.filter(Seat::maySignIn));
    }

    /** The seat of the service account that an active client has. */
    public Uni<Optional<Seat>> findServiceAccount(Transaction tx, String clientId) {
        return tx.query(BY_CLIENT, Tuple.of(clientId)).map(Seats::first);
    }

    private static Optional<Seat> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(seat(row));
        }
        return Optional.empty();
    }

    private static Seat seat(Row row) {
        return new Seat(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getString("tenant_slug"),
                row.getString("tenant_name"),
                UserKind.valueOf(row.getString("kind")),
                row.getString("email"),
                row.getBoolean("is_email_verified"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getBoolean("may_sign_in"),
                List.of(row.getArrayOfStrings("roles")),
                List.of(row.getArrayOfStrings("permissions")),
                row.getUUID("partner_id"),
                row.getUUID("distributor_id"),
                row.getUUID("customer_id"));
    }
}
