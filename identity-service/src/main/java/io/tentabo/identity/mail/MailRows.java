package io.tentabo.identity.mail;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.onetime.TokenPurpose;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The stored mails. Times are the database's, the same for all replicas. */
@Singleton
class MailRows {

    private static final String INSERT = """
            INSERT INTO mails (id, tenant_id, user_id, purpose)
            VALUES ($1, (SELECT current_tenant()), $2, $3)
            """;
    /** One statement, whether there is such a user or not. */
    private static final String INSERT_RESET = """
            INSERT INTO mails (id, tenant_id, user_id, purpose)
            SELECT $1, i.tenant_id, i.user_id, 'RESET_PASSWORD'
            FROM account_identities i
            JOIN seats s ON s.tenant_id = i.tenant_id AND s.id = i.user_id AND s.may_sign_in
            WHERE i.tenant_id = (SELECT current_tenant()) AND i.provider = 'LOCAL' AND i.username = $2
              AND i.password_hash IS NOT NULL
              AND NOT EXISTS (
                  SELECT 1
                  FROM mails m
                  WHERE m.tenant_id = i.tenant_id AND m.user_id = i.user_id AND m.purpose = 'RESET_PASSWORD'
                    AND m.created_at > now() - $3 * interval '1 second'
              )
            RETURNING user_id
            """;

    private static final String OF_THE_LAST_DAY = """
            SELECT count(*)::int
            FROM mails
            WHERE tenant_id = (SELECT current_tenant()) AND purpose <> 'RESET_PASSWORD'
              AND created_at > now() - interval '1 day'
            """;
    private static final String WITHDRAW = """
            UPDATE mails
            SET status = 'OBSOLETE', updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND user_id = $1 AND purpose = $2 AND status = 'WAITING'
            """;
    private static final String WITHDRAW_ALL = """
            UPDATE mails
            SET status = 'OBSOLETE', updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND user_id = $1 AND status = 'WAITING'
            """;
    /** Nobody else sees it as due for $1 seconds; if its sender dies, it is due again then. */
    private static final String CLAIM = """
            UPDATE mails m
            SET attempt = attempt + 1, next_attempt_at = now() + $1 * interval '1 second', updated_at = now()
            FROM (SELECT d.id
                  FROM mails d
                  WHERE d.tenant_id = (SELECT current_tenant()) AND d.status = 'WAITING' AND d.next_attempt_at <= now()
                  ORDER BY d.next_attempt_at, d.id
                  LIMIT 1
                  FOR UPDATE SKIP LOCKED) due
            WHERE m.id = due.id
            RETURNING m.id, m.user_id, m.purpose, m.attempt,
                      extract(epoch FROM now() - m.created_at)::bigint AS age
            """;
    /** The user is locked first, as by all who change a user and what belongs to it. */
    private static final String ADDRESSEE = """
            SELECT u.email, u.first_name, t.name AS tenant_name
            FROM users u
            JOIN tenants t ON t.id = u.tenant_id
            WHERE u.tenant_id = (SELECT current_tenant()) AND u.id = $1 AND t.status IN ('TRIAL', 'ACTIVE')
              AND CASE $2
                  WHEN 'INVITE' THEN u.status = 'INVITED'
                  WHEN 'VERIFY_EMAIL' THEN u.status = 'ACTIVE' AND u.email_verified_at IS NULL
                  ELSE u.status = 'ACTIVE'
              END
            FOR SHARE OF u
            """;

    private static final String STILL_WANTED = """
            SELECT 1
            FROM mails
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND attempt = $2 AND status = 'WAITING'
            FOR UPDATE
            """;
    private static final String FINISHED = """
            UPDATE mails
            SET status = $3, last_error = NULL, updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND attempt = $2 AND status = 'WAITING'
            """;
    private static final String FAILED = """
            UPDATE mails
            SET status = CASE WHEN $3 THEN 'FAILED' ELSE 'WAITING' END, last_error = $4,
                next_attempt_at = now() + $5 * interval '1 second', updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND attempt = $2 AND status = 'WAITING'
            """;

    /** How many mails but those for new passwords the tenant has asked for since this time yesterday. */
    Uni<Integer> ofTheLastDay(Transaction tx) {
        return tx.query(OF_THE_LAST_DAY).map(rows -> rows.iterator().next().getInteger(0));
    }

    Uni<Void> insert(Transaction tx, UUID userId, TokenPurpose purpose) {
        return tx.update(INSERT, Tuple.of(Ids.next(), userId, purpose.name())).replaceWithVoid();
    }

    /** Answers the user, if there is one of that name who may be sent such a mail now. */
    Uni<Optional<UUID>> insertReset(Transaction tx, String username, Duration interval) {
        return tx.query(INSERT_RESET, Tuple.of(Ids.next(), username, interval.toSeconds()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(row.getUUID("user_id"));
                    }
                    return Optional.empty();
                });
    }

    Uni<Void> withdraw(Transaction tx, UUID userId, TokenPurpose purpose) {
        return tx.update(WITHDRAW, Tuple.of(userId, purpose.name())).replaceWithVoid();
    }

    Uni<Void> withdrawAll(Transaction tx, UUID userId) {
        return tx.update(WITHDRAW_ALL, Tuple.of(userId)).replaceWithVoid();
    }

    Uni<Optional<DueMail>> claim(Transaction tx, Duration time) {
        return tx.query(CLAIM, Tuple.of(time.toSeconds())).map(rows -> {
            for (Row row : rows) {
                return Optional.of(new DueMail(
                        row.getUUID("id"),
                        row.getUUID("user_id"),
                        TokenPurpose.valueOf(row.getString("purpose")),
                        row.getInteger("attempt"),
                        row.getLong("age")));
            }
            return Optional.empty();
        });
    }

    /** To whom it goes, unless it has become pointless; the user is locked until the end of the transaction. */
    Uni<Optional<Addressee>> addressee(Transaction tx, DueMail mail) {
        return tx.query(ADDRESSEE, Tuple.of(mail.userId(), mail.purpose().name()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(new Addressee(
                                row.getString("email"), row.getString("first_name"), row.getString("tenant_name")));
                    }
                    return Optional.empty();
                });
    }

    /** Locks the mail; answers whether it is still to be sent, and by this attempt. */
    Uni<Boolean> isStillWanted(Transaction tx, DueMail mail) {
        return tx.query(STILL_WANTED, Tuple.of(mail.id(), mail.attempt())).map(rows -> rows.size() == 1);
    }

    Uni<Void> finished(Transaction tx, DueMail mail, MailStatus status) {
        return tx.update(FINISHED, Tuple.of(mail.id(), mail.attempt(), status.name()))
                .replaceWithVoid();
    }

    Uni<Void> failed(Transaction tx, DueMail mail, boolean giveUp, String error, Duration pause) {
        return tx.update(FAILED, Tuple.of(mail.id(), mail.attempt(), giveUp, error, pause.toSeconds()))
                .replaceWithVoid();
    }
}
