package io.tentabo.identity.mail;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.onetime.OneTimeTokens;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.DueRows;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Sends what waits in the queue, without holding a transaction open while the mail server answers.
 *
 * <p>A mail may arrive twice, when the answer to an attempt was lost, and never not at all while there is a way: each copy
 * has a token of its own, and using one ends the others. A tenant's mails go out one after the other, those of several
 * tenants beside each other.
 */
@Singleton
class MailDispatch {

    private static final Logger LOG = Logger.getLogger(MailDispatch.class);
    private static final int TENANTS_AT_ONCE = 8;

    private static final String DUE = """
            SELECT DISTINCT tenant_id
            FROM mails
            WHERE status = 'WAITING' AND next_attempt_at <= now()
            LIMIT 200
            """;
    private static final String CLEAN_UP =
            "DELETE FROM mails WHERE status <> 'WAITING' AND updated_at < now() - interval '30 days'";

    private final Pool background;
    private final CallerContext callers;
    private final Transactions transactions;
    private final MailRows rows;
    private final OneTimeTokens tokens;
    private final PostOffice postOffice;
    private final MailFigures figures;
    private final IdentityConfig config;

    MailDispatch(
            @ReactiveDataSource("background") Pool background,
            CallerContext callers,
            Transactions transactions,
            MailRows rows,
            OneTimeTokens tokens,
            PostOffice postOffice,
            MailFigures figures,
            IdentityConfig config) {
        this.background = background;
        this.callers = callers;
        this.transactions = transactions;
        this.rows = rows;
        this.tokens = tokens;
        this.postOffice = postOffice;
        this.figures = figures;
        this.config = config;
    }

    @Scheduled(
            every = "{tentabo.identity.mails.tick:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> tick() {
        return DueRows.workOff(background, DUE, TENANTS_AT_ONCE, row -> sendDueOf(row.getUUID("tenant_id")));
    }

    @Scheduled(
            every = "1h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> cleanUp() {
        return background.query(CLEAN_UP).execute().replaceWithVoid();
    }

    /** One tenant's trouble is not another's. */
    private Uni<Void> sendDueOf(UUID tenantId) {
        return callers.inBackground(Caller.system(tenantId), this::sendDue)
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "Mails of tenant %s could not be handled", tenantId))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> sendDue() {
        return transactions
                .write(tx -> rows.claim(tx, claimTime()))
                .chain(mail -> mail.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : attempt(mail.get()).chain(this::sendDue));
    }

    /** Longer than an attempt can take. */
    private Duration claimTime() {
        return config.mails().timeout().plus(Duration.ofSeconds(30));
    }

    private Uni<Void> attempt(DueMail mail) {
        if (!postOffice.isOpen()) {
            LOG.infof(
                    "Mail %s (%s) to user %s is not sent: tentabo.identity.mails.host is not configured",
                    mail.id(), mail.purpose(), mail.userId());
            return finish(mail, MailStatus.NOT_SENT);
        }
        return transactions
                .write(tx -> letter(tx, mail))
                .chain(letter -> letter.isEmpty()
                        ? finish(mail, MailStatus.OBSOLETE)
                        : postOffice
                                .send(letter.get())
                                .invoke(() -> figures.sent(mail.purpose()))
                                .chain(() -> finish(mail, MailStatus.SENT)))
                .onFailure()
                .recoverWithUni(failure -> failed(mail, failure));
    }

    /** Whoever withdraws the mail after this finds the token, and ends it. */
    private Uni<Optional<Letter>> letter(Transaction tx, DueMail mail) {
        return rows.addressee(tx, mail)
                .chain(addressee -> rows.isStillWanted(tx, mail).chain(wanted -> addressee
                        .filter(found -> wanted)
                        .map(found -> tokens.issue(tx, mail.userId(), mail.purpose())
                                .map(token -> Optional.of(new Letter(mail.purpose(), found, token))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    private Uni<Void> finish(DueMail mail, MailStatus status) {
        return transactions.write(tx -> rows.finished(tx, mail, status));
    }

    private Uni<Void> failed(DueMail mail, Throwable failure) {
        boolean giveUp = mail.attempt() >= config.mails().maxAttempts()
                || mail.ageSeconds()
                        >= mail.purpose().life(config.oneTimeTokens()).toSeconds();
        String reason = MailFailure.describe(failure);
        figures.failed(mail.purpose());
        LOG.warnf(
                "Mail %s (%s) to user %s failed at attempt %d and is %s: %s",
                mail.id(),
                mail.purpose(),
                mail.userId(),
                mail.attempt(),
                giveUp ? "given up" : "tried again later",
                reason);
        return transactions.write(tx -> rows.failed(tx, mail, giveUp, reason, backOff(mail.attempt())));
    }

    private Duration backOff(int attempt) {
        Duration pause = config.mails().minBackOff().multipliedBy(1L << Math.min(attempt - 1, 20));
        return pause.compareTo(config.mails().maxBackOff()) < 0
                ? pause
                : config.mails().maxBackOff();
    }
}
