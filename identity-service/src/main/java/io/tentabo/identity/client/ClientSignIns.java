package io.tentabo.identity.client;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.attempt.Attempt;
import io.tentabo.identity.attempt.Attempts;
import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.seat.Seats;
import io.tentabo.identity.token.AccessToken;
import io.tentabo.identity.token.AccessTokens;
import io.tentabo.identity.token.TokenSubject;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
    private final OperatorClient operator;
    private final Journal journal;

    ClientSignIns(
            Transactions transactions,
            CallerContext callers,
            RegisteredClients clients,
            Seats seats,
            Attempts attempts,
            AccessTokens accessTokens,
            OperatorClient operator,
            Journal journal) {
        this.transactions = transactions;
        this.callers = callers;
        this.clients = clients;
        this.seats = seats;
        this.attempts = attempts;
        this.accessTokens = accessTokens;
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
     * <p>A secret that nobody has chosen is checked quickly, so one judgement is enough, made once the credentials have
     * been looked at: guesses sent in parallel gain nothing, and a program that never fails writes nothing.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 429 with Retry-After
     */
    public Uni<Optional<AuthenticatedClient>> authenticate(ClientCredentials credentials) {
        RequestOrigin origin = CallerContext.current().origin();
        Attempt attempt = new Attempt("client:" + credentials.clientId(), origin.ipAddress());
        return claim(credentials).chain(claim -> attempts.standing(attempt)
                .invoke(standing -> standing.refuse(EVERY_ADDRESS_IS_FAMILIAR))
                .chain(standing -> switch (claim) {
                    case Claim.Proved proved ->
                        attempts.succeeded(attempt, standing).replaceWith(Optional.of(proved.client()));
                    case Claim.WrongSecret wrong ->
                        refused(wrong).chain(() -> attempts.failed(attempt)).replaceWith(Optional.empty());
                    case Claim.Unknown ignored -> attempts.failed(attempt).replaceWith(Optional.empty());
                }));
    }

    /** What credentials turned out to be. */
    private sealed interface Claim {

        record Proved(AuthenticatedClient client) implements Claim {}

        /** @param tenant the client's, to act for */
        record WrongSecret(Caller tenant, UUID clientId) implements Claim {}

        record Unknown() implements Claim {}
    }

    private Uni<Claim> claim(ClientCredentials credentials) {
        if (operator.isNamed(credentials.clientId())) {
            return Uni.createFrom().item(() -> operator.authenticate(credentials.secret())
                    .<Claim>map(
                            subject -> new Claim.Proved(AuthenticatedClient.operator(credentials.clientId(), subject)))
                    .orElseGet(Claim.Unknown::new));
        }
        return clients.callerOf(credentials.clientId()).chain(caller -> caller.map(
                        tenant -> callers.as(tenant, () -> transactions.read(tx -> claim(tx, credentials))))
                .orElseGet(() -> Uni.createFrom().item(new Claim.Unknown())));
    }

    private Uni<Claim> claim(Transaction tx, ClientCredentials credentials) {
        return tx.query(RegisteredClients.COLUMNS, Tuple.of(credentials.clientId()))
                .chain(rows -> {
                    for (Row row : rows) {
                        return claim(tx, row, credentials);
                    }
                    return Uni.createFrom().item(new Claim.Unknown());
                });
    }

    private Uni<Claim> claim(Transaction tx, Row row, ClientCredentials credentials) {
        byte[] stored = row.getBuffer("secret_hash") == null
                ? NO_SECRET
                : row.getBuffer("secret_hash").getBytes();
        if (!MessageDigest.isEqual(stored, ClientCredentials.hash(credentials.secret()))) {
            return Uni.createFrom().item(new Claim.WrongSecret(tx.caller(), row.getUUID("id")));
        }
        return serviceAccount(tx, row.getUUID("user_id"))
                .map(subject -> new Claim.Proved(new AuthenticatedClient(
                        credentials.clientId(), Optional.of(RegisteredClients.client(row)), subject)));
    }

    private Uni<Optional<TokenSubject>> serviceAccount(Transaction tx, @Nullable UUID userId) {
        return userId == null
                ? Uni.createFrom().item(Optional.empty())
                : seats.find(tx, userId)
                        .map(seat -> seat.filter(Seat::maySignIn).map(Seat::tokenSubject));
    }

    private Uni<Void> refused(Claim.WrongSecret wrong) {
        AuditEntry entry =
                AuditEntry.of("client.refused", "client", wrong.clientId(), null, Map.of("reason", "WRONG_SECRET"));
        return callers.as(wrong.tenant(), () -> transactions.write(tx -> journal.write(tx, entry)));
    }
}
