package io.tentabo.identity.session;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.seat.Seat;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Begins sessions for users who have proved who they are. */
@Singleton
public class NewSessions {

    private final SessionRows rows;
    private final TokenPairs pairs;
    private final Journal journal;
    private final SecureRandom random = new SecureRandom();

    NewSessions(SessionRows rows, TokenPairs pairs, Journal journal) {
        this.rows = rows;
        this.pairs = pairs;
        this.journal = journal;
    }

    /**
     * Begins a session.
     *
     * @param origin from where the user signed in
     * @param client for which it is begun, null for the suite's own sign-in
     */
    public Uni<SessionTokens> begin(Transaction tx, Seat seat, RequestOrigin origin, @Nullable SessionClient client) {
        RefreshToken token = RefreshToken.first(seat.tenantId(), Ids.next(), random);
        Map<String, Object> state = new HashMap<>(Map.of("userId", seat.id()));
        if (client != null) {
            state.put("clientId", client.grant().clientId());
            state.put("scopes", client.grant().scopes());
        }
        return rows.insert(tx, token, seat.id(), origin, client)
                .chain(() ->
                        journal.write(tx, AuditEntry.of("session.created", "session", token.sessionId(), null, state)))
                .replaceWith(() -> pairs.of(seat, token, client));
    }
}
