package io.tentabo.identity.session;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The people of a tenant's directory who have sessions. Times are the database's, the same for all replicas. */
@Singleton
class DirectorySweepRows {

    /** Of several processes that find it due one gets it. Nothing is asked for a tenant that nobody can work in. */
    private static final String TAKE = """
            UPDATE auth_providers p
            SET next_sweep_at = now() + $2 * (1 + random() / 5) * interval '1 millisecond'
            FROM tenants t
            WHERE p.tenant_id = (SELECT current_tenant()) AND p.id = $1 AND p.is_active AND p.next_sweep_at <= now()
              AND t.id = p.tenant_id
            RETURNING t.status IN ('TRIAL', 'ACTIVE') AS is_wanted
            """;
    /** Whoever has a password here as well could sign in again at once, so nothing would be won. */
    private static final String PRESENT = """
            SELECT i.id, i.user_id, i.subject, now() AS asked_at
            FROM account_identities i
            WHERE i.tenant_id = (SELECT current_tenant()) AND i.provider = 'LDAP' AND i.id > $1
              AND EXISTS (
                  SELECT 1
                  FROM sessions s
                  WHERE s.tenant_id = i.tenant_id AND s.user_id = i.user_id AND s.revoked_at IS NULL
                    AND least(s.expires_at, s.refresh_expires_at) > now()
              )
              AND NOT EXISTS (
                  SELECT 1
                  FROM account_identities l
                  WHERE l.tenant_id = i.tenant_id AND l.user_id = i.user_id AND l.provider = 'LOCAL'
                    AND l.password_hash IS NOT NULL
              )
            """;

    private static final String PAGE = " ORDER BY i.id LIMIT $2";
    private static final String SILENT = " AND i.vouched_at < now() - $3 * interval '1 millisecond'";
    private static final String VOUCHED = """
            UPDATE account_identities
            SET vouched_at = $2
            WHERE tenant_id = (SELECT current_tenant()) AND id = ANY ($1) AND vouched_at < $2
            """;
    /** Who has signed in since the directory was asked is known to it again. */
    private static final String LOCK = """
            SELECT 1
            FROM account_identities
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND vouched_at < $2
            FOR UPDATE
            """;

    private final Duration interval;
    private final Duration grace;

    DirectorySweepRows(IdentityConfig config) {
        interval = config.providers().sweepEvery();
        grace = config.providers().sweepGrace();
    }

    /**
     * Somebody who has sessions because the directory stood by them.
     *
     * @param id of the identity
     * @param askedAt before the directory was asked
     */
    record Person(UUID id, UUID userId, String subject, OffsetDateTime askedAt) {}

    /** Whether the caller is the one to sweep a directory that is due; it is due again after the interval. */
    Uni<Boolean> take(Transaction tx, UUID provider) {
        return tx.query(TAKE, Tuple.of(provider, interval.toMillis())).map(taken -> {
            for (Row row : taken) {
                return row.getBoolean("is_wanted");
            }
            return false;
        });
    }

    /** The next of those who have sessions. */
    Uni<List<Person>> present(Transaction tx, UUID after, int most) {
        return tx.query(PRESENT + PAGE, Tuple.of(after, most)).map(DirectorySweepRows::people);
    }

    /** The next of those among them for whom the directory has not stood for longer than the grace. */
    Uni<List<Person>> silent(Transaction tx, UUID after, int most) {
        return tx.query(PRESENT + SILENT + PAGE, Tuple.of(after, most, grace.toMillis()))
                .map(DirectorySweepRows::people);
    }

    Uni<Void> vouched(Transaction tx, List<Person> people) {
        return people.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.update(
                                VOUCHED,
                                Tuple.of(
                                        people.stream().map(Person::id).toArray(UUID[]::new),
                                        people.getFirst().askedAt()))
                        .replaceWithVoid();
    }

    /** Locks the identity; false when the person has signed in meanwhile. */
    Uni<Boolean> isStillGone(Transaction tx, Person person) {
        return tx.query(LOCK, Tuple.of(person.id(), person.askedAt())).map(rows -> rows.size() == 1);
    }

    private static List<Person> people(RowSet<Row> rows) {
        List<Person> people = new ArrayList<>();
        rows.forEach(row -> people.add(new Person(
                row.getUUID("id"),
                row.getUUID("user_id"),
                row.getString("subject"),
                row.getOffsetDateTime("asked_at"))));
        return people;
    }
}
