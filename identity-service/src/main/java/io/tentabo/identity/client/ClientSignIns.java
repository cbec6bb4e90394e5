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
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 429 with Retry-After
     */
    public Uni<Optional<AuthenticatedClient>> authenticate(ClientCredentials credentials) {
        RequestOrigin origin = CallerContext.current().origin();
        Attempt attempt = new Attempt("client:" + credentials.clientId(), origin.ipAddress());
        return attempts.standing(attempt)
                .invoke(standing -> standing.refuse(EVERY_ADDRESS_IS_FAMILIAR))
                .chain(() -> client(credentials))
                .chain(client -> client.isEmpty()
                        ? attempts.failed(attempt).replaceWith(client)
                        : transactions.write(tx -> confirm(tx, attempt)).replaceWith(client));
    }

    /** Guesses sent in parallel gain nothing: those still under way when the limit is reached do not count. */
    private Uni<Void> confirm(Transaction tx, Attempt attempt) {
        return attempts.standing(tx, attempt)
                .invoke(standing -> standing.refuse(EVERY_ADDRESS_IS_FAMILIAR))
                .chain(() -> attempts.succeeded(tx, attempt));
    }

    private Uni<Optional<AuthenticatedClient>> client(ClientCredentials credentials) {
        if (operator.isNamed(credentials.clientId())) {
            return Uni.createFrom().item(() -> operator.authenticate(credentials.secret())
                    .map(subject -> AuthenticatedClient.operator(credentials.clientId(), subject)));
        }
        return clients.callerOf(credentials.clientId()).chain(caller -> caller.map(
                        tenant -> callers.as(tenant, () -> transactions.write(tx -> client(tx, credentials))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<AuthenticatedClient>> client(Transaction tx, ClientCredentials credentials) {
        return tx.query(RegisteredClients.COLUMNS, Tuple.of(credentials.clientId()))
                .chain(rows -> {
                    for (Row row : rows) {
                        return client(tx, row, credentials);
                    }
                    return Uni.createFrom().item(Optional.empty());
                });
    }

    private Uni<Optional<AuthenticatedClient>> client(Transaction tx, Row row, ClientCredentials credentials) {
        byte[] stored = row.getBuffer("secret_hash") == null
                ? NO_SECRET
                : row.getBuffer("secret_hash").getBytes();
        if (!MessageDigest.isEqual(stored, ClientCredentials.hash(credentials.secret()))) {
            return refused(tx, row.getUUID("id"));
        }
        return serviceAccount(tx, row.getUUID("user_id"))
                .map(subject -> Optional.of(new AuthenticatedClient(
                        credentials.clientId(), Optional.of(RegisteredClients.client(row)), subject)));
    }

    private Uni<Optional<TokenSubject>> serviceAccount(Transaction tx, @Nullable UUID userId) {
        return userId == null
                ? Uni.createFrom().item(Optional.empty())
                : seats.find(tx, userId)
                        .map(seat -> seat.filter(Seat::maySignIn).map(Seat::tokenSubject));
    }

    private Uni<Optional<AuthenticatedClient>> refused(Transaction tx, UUID clientId) {
        return journal.write(
                        tx, AuditEntry.of("client.refused", "client", clientId, null, Map.of("reason", "WRONG_SECRET")))
                .replaceWith(Optional.empty());
    }
}
