package io.tentabo.identity.account;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/**
 * Identities that a tenant's provider vouches for, in the caller's tenant. Who somebody is, the subject says alone; the
 * name may be another's tomorrow.
 */
@Singleton
public class ExternalIdentities {

    private static final String BY_SUBJECT = """
            SELECT user_id
            FROM account_identities
            WHERE tenant_id = (SELECT current_tenant()) AND provider = $1 AND subject = $2
            """;
    private static final String BY_NAME = """
            SELECT user_id
            FROM account_identities
            WHERE tenant_id = (SELECT current_tenant()) AND provider = $1 AND provider <> 'LOCAL' AND username = lower($2)
            ORDER BY updated_at DESC
            LIMIT 1
            """;
    private static final String ADD = """
            INSERT INTO account_identities (id, tenant_id, user_id, account_id, provider, subject, username)
            SELECT $1, u.tenant_id, u.id, u.account_id, $3, $4, lower($5)
            FROM users u
            WHERE u.id = $2
            """;
    private static final String REFRESH = """
            UPDATE account_identities i
            SET username = lower($3), account_id = u.account_id, vouched_at = now(),
                updated_at = CASE
                    WHEN i.username <> lower($3) OR i.account_id <> u.account_id THEN now()
                    ELSE i.updated_at
                END
            FROM users u
            WHERE i.tenant_id = (SELECT current_tenant()) AND i.provider = $1 AND i.subject = $2
              AND u.tenant_id = i.tenant_id AND u.id = i.user_id
            """;

    /** Whose identity a subject is. */
    public Uni<Optional<UUID>> userOf(Transaction tx, String provider, String subject) {
        return tx.query(BY_SUBJECT, Tuple.of(provider, subject)).map(ExternalIdentities::first);
    }

    /** Who has last signed in by a name: good for whatever is not to decide who somebody is. */
    public Uni<Optional<UUID>> lastUserNamed(Transaction tx, String provider, String username) {
        return tx.query(BY_NAME, Tuple.of(provider, username)).map(ExternalIdentities::first);
    }

    /** Lets a stored user sign in as a subject. */
    public Uni<Void> add(Transaction tx, UUID userId, String provider, String subject, String username) {
        return tx.update(ADD, Tuple.of(Ids.next(), userId, provider, subject, username))
                .replaceWithVoid();
    }

    /** Notes that the provider stands by a subject, its name, and the account that its user has now. */
    public Uni<Void> refresh(Transaction tx, String provider, String subject, String username) {
        return tx.update(REFRESH, Tuple.of(provider, subject, username)).replaceWithVoid();
    }

    private static Optional<UUID> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(row.getUUID(0));
        }
        return Optional.empty();
    }
}
