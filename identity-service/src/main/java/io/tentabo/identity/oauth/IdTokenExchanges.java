package io.tentabo.identity.oauth;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.client.GrantType;
import io.tentabo.identity.client.RegisteredClient;
import io.tentabo.identity.openid.OpenIdProviders;
import io.tentabo.identity.openid.OpenIdRefusal;
import io.tentabo.identity.openid.PresentedIdToken;
import io.tentabo.identity.provider.ActiveProviders;
import io.tentabo.identity.provider.ExternalSeats;
import io.tentabo.identity.provider.ExternalSeats.NoSeat;
import io.tentabo.identity.provider.OidcConfiguration;
import io.tentabo.identity.provider.ProviderAccess;
import io.tentabo.identity.provider.ProviderFailure;
import io.tentabo.identity.provider.ProviderName;
import io.tentabo.identity.seat.Seats;
import io.tentabo.identity.session.NewSessions;
import io.tentabo.identity.session.SessionClient;
import io.tentabo.identity.session.SessionTokens;
import io.tentabo.identity.token.TokenGrant;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges ID tokens of a tenant's OpenID provider for sessions (RFC 8693): a program whose user has signed in there goes
 * on here as that user. The person is admitted as at sign-in, so a first exchange makes a seat that waits for approval. A
 * token is good once and for some minutes, and nobody is told which of all that it fails.
 */
@Singleton
class IdTokenExchanges {

    private static final String RETRY_AFTER_SECONDS = "10";

    private final ActiveProviders providers;
    private final OpenIdProviders openId;
    private final ExchangedIdTokens exchanged;
    private final ExternalSeats externalSeats;
    private final Seats seats;
    private final NewSessions newSessions;
    private final Transactions transactions;
    private final CallerContext callers;
    private final Journal journal;

    IdTokenExchanges(
            ActiveProviders providers,
            OpenIdProviders openId,
            ExchangedIdTokens exchanged,
            ExternalSeats externalSeats,
            Seats seats,
            NewSessions newSessions,
            Transactions transactions,
            CallerContext callers,
            Journal journal) {
        this.providers = providers;
        this.openId = openId;
        this.exchanged = exchanged;
        this.externalSeats = externalSeats;
        this.seats = seats;
        this.newSessions = newSessions;
        this.transactions = transactions;
        this.callers = callers;
        this.journal = journal;
    }

    /**
     * Exchanges a token. What a client presents that has proved itself counts as no failed attempt: strangers can make it
     * present nonsense.
     *
     * @param client has proved itself and may exchange tokens
     * @param asked scopes; empty for all that the client may ask for
     * @throws TokenRefusal (in the returned Uni) invalid_request, invalid_scope, or temporarily_unavailable when the
     *     provider does not answer
     */
    Uni<TokenAnswer> exchange(RegisteredClient client, String idToken, List<String> asked) {
        List<String> scopes = asked.isEmpty() ? client.scopes() : asked;
        if (scopes.isEmpty() || !client.mayAskFor(scopes)) {
            throw TokenRefusal.invalidScope();
        }
        TokenGrant grant = new TokenGrant(client.clientId(), scopes);
        Caller caller = Caller.system(client.tenantId())
                .withOrigin(CallerContext.current().origin());
        return callers.as(caller, () -> transactions.read(providers::find).chain(found -> found.filter(
                        IdTokenExchanges::allowsExchange)
                .map(access -> verified(client, access, idToken).chain(token -> admit(client, access, token, grant)))
                .orElseGet(() -> refuse(client, client.tenantId(), "EXCHANGE_NOT_ALLOWED"))));
    }

    private static boolean allowsExchange(ProviderAccess access) {
        return access.configuration() instanceof OidcConfiguration configuration && configuration.allowTokenExchange();
    }

    private Uni<PresentedIdToken> verified(RegisteredClient client, ProviderAccess access, String idToken) {
        return openId.verify(access, idToken)
                .onFailure(ProviderFailure.class)
                .recoverWithUni(failure -> unavailable(access, failure))
                .onFailure(OpenIdRefusal.class)
                .recoverWithUni(refusal -> refuse(client, client.tenantId(), refusal.reason()));
    }

    private <T> Uni<T> unavailable(ProviderAccess access, ProviderFailure failure) {
        Uni<Void> noted = failure.kind() == ProviderFailure.Kind.SATURATED
                ? Uni.createFrom().voidItem()
                : providers.asked(access.id(), failure);
        return noted.chain(() -> Uni.createFrom()
                .failure(() -> TokenRefusal.later(Status.SERVICE_UNAVAILABLE.getStatusCode(), RETRY_AFTER_SECONDS)));
    }

    /**
     * What came of a genuine token.
     *
     * @param tokens null when it is not enough
     * @param about the user, or the tenant where nobody is known
     * @param reason of the refusal, for the audit
     */
    private record Outcome(@Nullable SessionTokens tokens, UUID about, String reason) {}

    /** The token is used up, and a seat that was made or refreshed stays so, also when nobody may sign in by it. */
    private Uni<TokenAnswer> admit(
            RegisteredClient client, ProviderAccess access, PresentedIdToken token, TokenGrant grant) {
        return transactions
                .write(tx -> exchanged
                        .useUp(tx, token)
                        .chain(isFirst -> isFirst
                                ? providers
                                        .asked(access.id(), null)
                                        .chain(() -> externalSeats.of(tx, ProviderName.OIDC, token.person()))
                                        .chain(userId -> begin(tx, client, access, userId, grant))
                                : Uni.createFrom().item(new Outcome(null, client.tenantId(), "ID_TOKEN_REUSED"))))
                .onFailure(NoSeat.class)
                .recoverWithItem(refusal -> new Outcome(null, client.tenantId(), refusal.reason()))
                .chain(outcome -> outcome.tokens() == null
                        ? refuse(client, outcome.about(), outcome.reason())
                        : Uni.createFrom()
                                .item(TokenAnswer.begun(outcome.tokens(), grant, client.may(GrantType.REFRESH_TOKEN))));
    }

    private Uni<Outcome> begin(
            Transaction tx, RegisteredClient client, ProviderAccess access, UUID userId, TokenGrant grant) {
        SessionClient sessionClient = new SessionClient(client.id(), grant);
        return seats.toSignIn(tx, userId).chain(seat -> seat.map(present -> newSessions
                        .begin(tx, present, tx.caller().origin(), sessionClient)
                        .call(tokens -> journal.write(tx, exchange(client, access, userId, tokens, grant)))
                        .map(tokens -> new Outcome(tokens, userId, "")))
                .orElseGet(() -> Uni.createFrom().item(new Outcome(null, userId, "NOT_ACTIVE"))));
    }

    private static AuditEntry exchange(
            RegisteredClient client, ProviderAccess access, UUID userId, SessionTokens tokens, TokenGrant grant) {
        return AuditEntry.of(
                "client.token-exchanged",
                "client",
                client.id(),
                null,
                Map.of(
                        "userId", userId,
                        "sessionId", tokens.sessionId(),
                        "scopes", grant.scopes(),
                        "provider", access.id()));
    }

    /** @param about the user, or the tenant where nobody is known */
    private <T> Uni<T> refuse(RegisteredClient client, UUID about, String reason) {
        return transactions
                .write(tx -> journal.write(
                        tx,
                        AuditEntry.of(
                                "session.refused",
                                "session",
                                about,
                                null,
                                Map.of("reason", reason, "clientId", client.clientId()))))
                .chain(() -> Uni.createFrom().failure(TokenRefusal::invalidSubjectToken));
    }
}
