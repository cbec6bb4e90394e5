package io.tentabo.identity.session;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.seat.Seats;
import io.tentabo.identity.token.IssuedToken;
import io.tentabo.identity.token.IssuedTokens;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Tells whether a token is good at this moment: beyond what a signature says, whether its session goes on and its user
 * may still sign in.
 */
@Singleton
public class LiveTokens {

    private static final String SESSION_IS_LIVE = """
            SELECT 1
            FROM sessions
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND revoked_at IS NULL AND expires_at > now()
            """;
    private static final String REFRESH_TOKEN = """
            SELECT s.user_id, s.scopes, c.client_id AS client_name, t.issued_at, least(s.expires_at, s.refresh_expires_at) AS ends_at
            FROM refresh_tokens t
            JOIN sessions s ON s.tenant_id = t.tenant_id AND s.id = t.session_id
            LEFT JOIN clients c ON c.tenant_id = s.tenant_id AND c.id = s.client_id
            WHERE t.tenant_id = (SELECT current_tenant()) AND t.token_hash = $1 AND t.used_at IS NULL
              AND s.revoked_at IS NULL AND least(s.expires_at, s.refresh_expires_at) > now()
            """;

    private final Transactions transactions;
    private final CallerContext callers;
    private final Seats seats;
    private final IssuedTokens issued;

    LiveTokens(Transactions transactions, CallerContext callers, Seats seats, IssuedTokens issued) {
        this.transactions = transactions;
        this.callers = callers;
        this.seats = seats;
        this.issued = issued;
    }

    /** The token, if it is a good one of this tenant. */
    public Uni<Optional<LiveToken>> find(UUID tenantId, String text) {
        Optional<IssuedToken> accessToken = issued.accessToken(text);
        if (accessToken.isPresent()) {
            return tenantId.equals(accessToken.get().tenantId())
                    ? asTenant(tenantId, tx -> accessToken(tx, accessToken.get()))
                    : none();
        }
        return RefreshToken.parse(text)
                .filter(token -> token.tenantId().equals(tenantId))
                .map(token -> asTenant(tenantId, tx -> refreshToken(tx, token)))
                .orElseGet(LiveTokens::none);
    }

    private Uni<Optional<LiveToken>> asTenant(UUID tenantId, Function<Transaction, Uni<Optional<LiveToken>>> work) {
        Caller caller =
                Caller.system(tenantId).withOrigin(CallerContext.current().origin());
        return callers.as(caller, () -> transactions.read(work));
    }

    private Uni<Optional<LiveToken>> accessToken(Transaction tx, IssuedToken token) {
        return isLive(tx, token)
                .chain(live ->
                        live ? seat(tx, token.subject()) : Uni.createFrom().item(Optional.<Seat>empty()))
                .map(seat -> seat.map(present -> new LiveToken(
                        present, true, token.sessionId(), token.grant(), token.issuedAt(), token.expiresAt())));
    }

    private static Uni<Boolean> isLive(Transaction tx, IssuedToken token) {
        UUID sessionId = token.sessionId();
        return sessionId == null
                ? Uni.createFrom().item(true)
                : tx.query(SESSION_IS_LIVE, Tuple.of(sessionId)).map(rows -> rows.size() == 1);
    }

    private Uni<Optional<LiveToken>> refreshToken(Transaction tx, RefreshToken token) {
        return tx.query(REFRESH_TOKEN, Tuple.of(Buffer.buffer(token.hash()))).chain(rows -> {
            for (Row row : rows) {
                return seat(tx, row.getUUID("user_id"))
                        .map(seat -> seat.map(present -> new LiveToken(
                                present,
                                false,
                                token.sessionId(),
                                SessionRows.grant(row),
                                row.getOffsetDateTime("issued_at").toInstant(),
                                row.getOffsetDateTime("ends_at").toInstant())));
            }
            return none();
        });
    }

    private Uni<Optional<Seat>> seat(Transaction tx, UUID userId) {
        return seats.find(tx, userId).map(seat -> seat.filter(Seat::maySignIn));
    }

    private static Uni<Optional<LiveToken>> none() {
        return Uni.createFrom().item(Optional.empty());
    }
}
