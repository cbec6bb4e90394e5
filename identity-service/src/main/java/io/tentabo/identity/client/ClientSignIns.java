package io.tentabo.identity.client;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.attempt.Attempt;
import io.tentabo.identity.attempt.Attempts;
import io.tentabo.identity.attempt.Standing;
import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.seat.Seats;
import io.tentabo.identity.token.AccessToken;
import io.tentabo.identity.token.AccessTokens;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How clients prove themselves, and the client credentials grant: a program acts as its service account. */
@Singleton
public class ClientSignIns {

    private static final byte[] NO_SECRET = new byte[0];

    /**
     * A client's secret is too long to guess from anywhere, and its id is easily known: failures elsewhere do not count,
     * or a stranger could lock a client out for good. Each address that guesses is slowed down all the same.
     */
    private static final boolean EVERY_ADDRESS_IS_FAMILIAR = true;

    private final Transactions transactions;
    private final CallerContext callers;
    private final RegisteredClients clients;
    private final Seats seats;
    private final Attempts attempts;
    private final AccessTokens accessTokens;
    private final RememberedClients remembered;
    private final OperatorClient operator;
    private final Journal journal;

    ClientSignIns(
            Transactions transactions,
            CallerContext callers,
            RegisteredClients clients,
            Seats seats,
            Attempts attempts,
            AccessTokens accessTokens,
            RememberedClients remembered,
            OperatorClient operator,
            Journal journal) {
        this.transactions = transactions;
        this.callers = callers;
        this.clients = clients;
        this.seats = seats;
        this.attempts = attempts;
        this.accessTokens = accessTokens;
        this.remembered = remembered;
        this.operator = operator;
        this.journal = journal;
    }

    /** A token by which the client acts for itself; empty when it may not. */
    public Optional<AccessToken> signIn(AuthenticatedClient client) {
        return client.actingForItself().map(subject -> accessTokens.issue(subject, null, null));
    }

    /**
     * The client that the credentials prove, or empty when they prove none.
     *
     * <p>A secret that nobody has chosen is checked quickly, so one judgement is enough, made as the credentials are
     * looked at, and a program that never fails writes nothing.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 429 with Retry-After
     */
    public Uni<Optional<AuthenticatedClient>> authenticate(ClientCredentials credentials) {
        RequestOrigin origin = CallerContext.current().origin();
        Attempt attempt = new Attempt("client:" + credentials.clientId(), origin.ipAddress());
        Optional<AuthenticatedClient> known = remembered.find(attempt, credentials.secretHash());
        return known.isPresent() ? Uni.createFrom().item(known) : authenticate(credentials, attempt);
    }

    private Uni<Optional<AuthenticatedClient>> authenticate(ClientCredentials credentials, Attempt attempt) {
        return judged(credentials, attempt)
                .invoke(judged -> judged.standing().refuse(EVERY_ADDRESS_IS_FAMILIAR))
                .chain(judged -> switch (judged.claim()) {
                    case Claim.Proved proved ->
                        attempts.succeeded(attempt, judged.standing())
                                .invoke(() -> remembered.proved(attempt, credentials.secretHash(), proved.client()))
                                .replaceWith(Optional.of(proved.client()));
                    case Claim.WrongSecret wrong ->
                        refused(wrong).chain(() -> failed(attempt)).replaceWith(Optional.empty());
                    case Claim.Unknown ignored -> failed(attempt).replaceWith(Optional.empty());
                });
    }

    private Uni<Void> failed(Attempt attempt) {
        remembered.failed(attempt);
        return attempts.failed(attempt);
    }

    private record Judged(Claim claim, Standing standing) {}

    /** What credentials turned out to be. */
    private sealed interface Claim {

        record Proved(AuthenticatedClient client) implements Claim {}

        /** @param tenant the client's, to act for */
        record WrongSecret(Caller tenant, UUID clientId) implements Claim {}

        record Unknown() implements Claim {}
    }

    private Uni<Judged> judged(ClientCredentials credentials, Attempt attempt) {
        if (operator.isNamed(credentials.clientId())) {
            Claim claim = operator.authenticate(credentials.secret())
                    .<Claim>map(
                            subject -> new Claim.Proved(AuthenticatedClient.operator(credentials.clientId(), subject)))
                    .orElseGet(Claim.Unknown::new);
            return judged(claim, attempt);
        }
        return clients.callerOf(credentials.clientId()).chain(caller -> caller.map(
                        tenant -> callers.as(tenant, () -> transactions.read(tx -> judged(tx, credentials, attempt))))
                .orElseGet(() -> judged(new Claim.Unknown(), attempt)));
    }

    private Uni<Judged> judged(Claim claim, Attempt attempt) {
        return attempts.standing(attempt).map(standing -> new Judged(claim, standing));
    }

    /** All that is read travels in one flight: programs ask for tokens more often than people do. */
    private Uni<Judged> judged(Transaction tx, ClientCredentials credentials, Attempt attempt) {
        return Uni.combine()
                .all()
                .unis(
                        tx.query(RegisteredClients.COLUMNS, Tuple.of(credentials.clientId())),
                        seats.findServiceAccount(tx, credentials.clientId()),
                        attempts.standing(tx, attempt))
                .with((client, seat, standing) -> new Judged(claim(tx.caller(), credentials, client, seat), standing));
    }

    private static Claim claim(Caller tenant, ClientCredentials credentials, RowSet<Row> found, Optional<Seat> seat) {
        for (Row row : found) {
            Buffer stored = row.getBuffer("secret_hash");
            byte[] expected = stored == null ? NO_SECRET : stored.getBytes();
            if (!MessageDigest.isEqual(expected, credentials.secretHash())) {
                return new Claim.WrongSecret(tenant, row.getUUID("id"));
            }
            return new Claim.Proved(new AuthenticatedClient(
                    credentials.clientId(),
                    Optional.of(RegisteredClients.client(row)),
                    seat.filter(Seat::maySignIn).map(Seat::tokenSubject)));
        }
        return new Claim.Unknown();
    }

    private Uni<Void> refused(Claim.WrongSecret wrong) {
        AuditEntry entry =
                AuditEntry.of("client.refused", "client", wrong.clientId(), null, Map.of("reason", "WRONG_SECRET"));
        return callers.as(wrong.tenant(), () -> transactions.write(tx -> journal.write(tx, entry)));
    }
}
