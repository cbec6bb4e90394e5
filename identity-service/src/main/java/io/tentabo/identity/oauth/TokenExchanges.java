package io.tentabo.identity.oauth;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.client.RegisteredClient;
import io.tentabo.identity.session.LiveToken;
import io.tentabo.identity.session.LiveTokens;
import io.tentabo.identity.token.AccessToken;
import io.tentabo.identity.token.AccessTokens;
import io.tentabo.identity.token.IssuedTokens;
import io.tentabo.identity.token.TokenGrant;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a user's access token for a narrower one (RFC 8693): a program that is handed more than a further step needs
 * passes on less. The new token belongs to the same session and expires no later; it is worth what the client may ask for
 * and the presented token covers, and never more than the user may do at this moment.
 */
@Singleton
class TokenExchanges {

    private final IssuedTokens issued;
    private final LiveTokens liveTokens;
    private final AccessTokens accessTokens;
    private final Transactions transactions;
    private final CallerContext callers;
    private final Journal journal;
    private final InstantSource clock;

    TokenExchanges(
            IssuedTokens issued,
            LiveTokens liveTokens,
            AccessTokens accessTokens,
            Transactions transactions,
            CallerContext callers,
            Journal journal,
            InstantSource clock) {
        this.issued = issued;
        this.liveTokens = liveTokens;
        this.accessTokens = accessTokens;
        this.transactions = transactions;
        this.callers = callers;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Exchanges a token.
     *
     * @param client has proved itself and may exchange tokens
     * @param asked scopes; empty for all that may be
     * @throws TokenRefusal (in the returned Uni) invalid_request or invalid_scope
     */
    Uni<TokenAnswer> exchange(RegisteredClient client, String subject, List<String> asked) {
        // A key's token says that it is one, so that it is refused where a person is needed; a new one would not.
        if (issued.apiKey(subject).isPresent()) {
            throw TokenRefusal.invalidSubjectToken();
        }
        return liveTokens
                .find(client.tenantId(), subject)
                .map(live -> live.filter(LiveToken::isAccessToken).orElseThrow(TokenRefusal::invalidSubjectToken))
                .chain(live -> {
                    TokenGrant grant = new TokenGrant(client.clientId(), scopes(client, live.grant(), asked));
                    AccessToken token =
                            accessTokens.issue(live.seat().tokenSubject(), live.sessionId(), grant, remaining(live));
                    return record(client, live, grant).replaceWith(() -> TokenAnswer.exchanged(token, grant));
                });
    }

    private Duration remaining(LiveToken token) {
        Duration remaining = Duration.between(clock.instant(), token.expiresAt());
        if (remaining.toSeconds() < 1) {
            throw TokenRefusal.invalidSubjectToken();
        }
        return remaining;
    }

    /** What was asked for, or else all that may be. */
    private static List<String> scopes(RegisteredClient client, @Nullable TokenGrant presented, List<String> asked) {
        List<String> scopes = asked.isEmpty()
                ? client.scopes().stream()
                        .filter(scope -> covers(presented, scope))
                        .toList()
                : asked;
        if (scopes.isEmpty()
                || !client.mayAskFor(scopes)
                || !scopes.stream().allMatch(scope -> covers(presented, scope))) {
            throw TokenRefusal.invalidScope();
        }
        return scopes;
    }

    private static boolean covers(@Nullable TokenGrant presented, String scope) {
        return presented == null
                || presented.scopes().contains(TokenGrant.EVERYTHING)
                || presented.scopes().contains(scope);
    }

    private Uni<Void> record(RegisteredClient client, LiveToken live, TokenGrant grant) {
        Map<String, Object> state = new HashMap<>(Map.of("userId", live.seat().id(), "scopes", grant.scopes()));
        Optional.ofNullable(live.sessionId()).ifPresent(session -> state.put("sessionId", session));
        Optional.ofNullable(live.grant()).ifPresent(presented -> state.put("presentedBy", presented.clientId()));
        Caller caller = Caller.system(client.tenantId())
                .withOrigin(CallerContext.current().origin());
        return callers.as(
                caller,
                () -> transactions.write(tx -> journal.write(
                        tx, AuditEntry.of("client.token-exchanged", "client", client.id(), null, state))));
    }
}
