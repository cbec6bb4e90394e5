package io.tentabo.identity.account;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and their local identities. A password belongs to the seat in one tenant, not to the account: otherwise the
 * administrator of one tenant could set, or have set in advance, what opens another.
 */
@Singleton
public class LocalIdentities {

    private static final String ACCOUNT = """
            INSERT INTO accounts (id, email)
            VALUES ($1, $2)
            ON CONFLICT (email) DO UPDATE SET updated_at = now()
            RETURNING id
            """;
    private static final String SET = """
            INSERT INTO account_identities
                (id, tenant_id, user_id, account_id, provider, subject, username, password_hash, password_changed_at)
            SELECT $1, u.tenant_id, u.id, u.account_id, 'LOCAL', u.id::text, u.email, $3, now()
            FROM users u
            WHERE u.id = $2
            ON CONFLICT (tenant_id, provider, subject) DO UPDATE
            SET password_hash = excluded.password_hash, password_changed_at = now(), updated_at = now()
            """;
    private static final String UPGRADE = """
            UPDATE account_identities
            SET password_hash = $2, updated_at = now()
            WHERE user_id = $1 AND provider = 'LOCAL'
            """;
    private static final String RENAME = """
            UPDATE account_identities i
            SET username = u.email, account_id = u.account_id, updated_at = now()
            FROM users u
            WHERE u.id = $1 AND i.tenant_id = u.tenant_id AND i.user_id = u.id AND i.provider = 'LOCAL'
            """;
    private static final String REMOVE = "DELETE FROM account_identities WHERE user_id = $1";
    private static final String IS_CURRENT = """
            SELECT 1
            FROM account_identities
            WHERE tenant_id = (SELECT current_tenant()) AND user_id = $1 AND provider = 'LOCAL' AND password_hash = $2
            """;
    private static final String CREDENTIALS = """
            SELECT user_id, password_hash
            FROM account_identities
            WHERE tenant_id = (SELECT current_tenant()) AND provider = 'LOCAL' AND username = $1
            """;

    /**
     * What a password is compared with.
     *
     * @param userId the seat, or null when nobody has that name
     * @param passwordHash in PHC format, or null when there is none
     */
    public record Credentials(
            @Nullable UUID userId, @Nullable String passwordHash) {

        private static final Credentials NONE = new Credentials(null, null);
    }

    /** E-mail addresses are compared without regard to case. */
    public static String normalised(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** The account of a normalised e-mail address, made if there is none. */
    public Uni<UUID> account(Transaction tx, String email) {
        return tx.query(ACCOUNT, Tuple.of(Ids.next(), email))
                .map(rows -> rows.iterator().next().getUUID(0));
    }

    /** Sets the password of a stored user; its e-mail address is the name to sign in with. */
    public Uni<Void> setPassword(Transaction tx, UUID userId, String passwordHash) {
        return tx.update(SET, Tuple.of(Ids.next(), userId, passwordHash)).replaceWithVoid();
    }

    /** Stores the same password under another hash. */
    public Uni<Void> upgrade(Transaction tx, UUID userId, String passwordHash) {
        return tx.update(UPGRADE, Tuple.of(userId, passwordHash)).replaceWithVoid();
    }

    /** Whether this is still the hash of the user's password. */
    public Uni<Boolean> isCurrent(Transaction tx, UUID userId, String passwordHash) {
        return tx.query(IS_CURRENT, Tuple.of(userId, passwordHash)).map(rows -> rows.size() == 1);
    }

    /** Lets a stored user sign in under the e-mail address that it now has. */
    public Uni<Void> rename(Transaction tx, UUID userId) {
        return tx.update(RENAME, Tuple.of(userId)).replaceWithVoid();
    }

    /** Takes away every way a user could sign in. */
    public Uni<Void> remove(Transaction tx, UUID userId) {
        return tx.update(REMOVE, Tuple.of(userId)).replaceWithVoid();
    }

    /** The credentials of a user name in the caller's tenant. */
    public Uni<Credentials> credentials(Transaction tx, String username) {
        return tx.query(CREDENTIALS, Tuple.of(normalised(username))).map(LocalIdentities::first);
    }

    private static Credentials first(RowSet<Row> rows) {
        for (Row row : rows) {
            return new Credentials(row.getUUID("user_id"), row.getString("password_hash"));
        }
        return Credentials.NONE;
    }
}
