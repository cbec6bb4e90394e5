package io.tentabo.identity.seat;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;

/**
 * The lock of a user, taken before its sessions, codes and tokens by whoever begins or ends them: what ends them waits for
 * one that is just being begun, and what begins one sees what has ended.
 */
public final class UserLock {

    private static final String LOCK = """
            SELECT 1
            FROM users
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            FOR NO KEY UPDATE
            """;

    private UserLock() {}

    /** Holds it until the transaction ends; false for a user that the caller may not change, or that does not exist. */
    public static Uni<Boolean> take(Transaction tx, UUID userId) {
        return tx.query(LOCK, Tuple.of(userId)).map(rows -> rows.size() == 1);
    }
}
