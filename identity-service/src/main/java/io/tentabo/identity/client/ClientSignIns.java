package io.tentabo.identity.client;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.attempt.Attempt;
import io.tentabo.identity.attempt.Attempts;
import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.seat.Seats;
import io.tentabo.identity.tenant.Tenants;
import io.tentabo.identity.token.AccessToken;
import io.tentabo.identity.token.AccessTokens;
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

/** The client credentials grant: a program obtains a token for its service account, an operator for itself. */
@Singleton
public class ClientSignIns {

    private static final byte[] NO_SECRET = new byte[0];

    /**
     * A client's secret is too long to guess from anywhere, and its id is easily known: failures elsewhere do not count,
     * or a stranger could lock a client out for good. Each address that guesses is slowed down all the same.
     */
    private static final boolean EVERY_ADDRESS_IS_FAMILIAR = true;

    private static final char SEPARATOR = '.';

    private static final String FIND = """
            SELECT id, user_id, secret_hash
            FROM clients
            WHERE tenant_id = (SELECT current_tenant()) AND client_id = $1 AND is_active
            """;

    private final Transactions transactions;
    private final CallerContext callers;
    private final Tenants tenants;
    private final Seats seats;
    private final Attempts attempts;
    private final AccessTokens accessTokens;
    private final OperatorClient operator;
    private final Journal journal;

    ClientSignIns(
            Transactions transactions,
            CallerContext callers,
            Tenants tenants,
            Seats seats,
            Attempts attempts,
            AccessTokens accessTokens,
            OperatorClient operator,
            Journal journal) {
        this.transactions = transactions;
        this.callers = callers;
        this.tenants = tenants;
        this.seats = seats;
        this.attempts = attempts;
        this.accessTokens = accessTokens;
        this.operator = operator;
        this.journal = journal;
    }

    /**
     * A token for the client, or empty when it is refused for whatever reason.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 429 with Retry-After
     */
    public Uni<Optional<AccessToken>> signIn(ClientCredentials credentials) {
        return authenticate(credentials).map(client -> client.map(known -> accessTokens.issue(known.subject(), null)));
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
                .chain(() -> client(credentials, origin))
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

    private Uni<Optional<AuthenticatedClient>> client(ClientCredentials credentials, RequestOrigin origin) {
        if (operator.isNamed(credentials.clientId())) {
            return Uni.createFrom().item(() -> operator.authenticate(credentials.secret())
                    .map(subject -> new AuthenticatedClient(credentials.clientId(), subject)));
        }
        int separator = credentials.clientId().indexOf(SEPARATOR);
        if (separator < 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        return tenants.bySlug(credentials.clientId().substring(0, separator))
                .chain(tenant -> tenant.isEmpty()
                        ? Uni.createFrom().item(Optional.<AuthenticatedClient>empty())
                        : callers.as(
                                Caller.system(tenant.get().id()).withOrigin(origin),
                                () -> transactions.write(tx -> client(tx, credentials))));
    }

    private Uni<Optional<AuthenticatedClient>> client(Transaction tx, ClientCredentials credentials) {
        return tx.query(FIND, Tuple.of(credentials.clientId())).chain(rows -> {
            for (Row row : rows) {
                return client(tx, row, credentials);
            }
            return Uni.createFrom().item(Optional.empty());
        });
    }

    private Uni<Optional<AuthenticatedClient>> client(Transaction tx, Row client, ClientCredentials credentials) {
        byte[] stored = client.getBuffer("secret_hash") == null
                ? NO_SECRET
                : client.getBuffer("secret_hash").getBytes();
        if (!MessageDigest.isEqual(stored, ClientCredentials.hash(credentials.secret()))) {
            return refused(tx, client.getUUID("id"));
        }
        return seats.find(tx, client.getUUID("user_id")).map(seat -> seat.filter(Seat::maySignIn)
                .map(present -> new AuthenticatedClient(credentials.clientId(), present.tokenSubject())));
    }

    private Uni<Optional<AuthenticatedClient>> refused(Transaction tx, UUID clientId) {
        return journal.write(
                        tx, AuditEntry.of("client.refused", "client", clientId, null, Map.of("reason", "WRONG_SECRET")))
                .replaceWith(Optional.empty());
    }
}
