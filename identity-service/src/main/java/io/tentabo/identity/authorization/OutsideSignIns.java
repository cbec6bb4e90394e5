package io.tentabo.identity.authorization;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.client.RegisteredClient;
import io.tentabo.identity.client.RegisteredClients;
import io.tentabo.identity.openid.OpenIdProviders;
import io.tentabo.identity.openid.OpenIdRefusal;
import io.tentabo.identity.openid.SignInState;
import io.tentabo.identity.page.PageRefusal;
import io.tentabo.identity.provider.ActiveProviders;
import io.tentabo.identity.provider.ExternalPerson;
import io.tentabo.identity.provider.ExternalSeats;
import io.tentabo.identity.provider.ExternalSeats.NoSeat;
import io.tentabo.identity.provider.ProviderAccess;
import io.tentabo.identity.provider.ProviderFailure;
import io.tentabo.identity.provider.ProviderName;
import io.tentabo.identity.seat.Seats;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.crypto.Sha256;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in at the tenant's OpenID provider, for a client's authorization request: the person is sent there and comes back
 * with a code. A return is good once, within ten minutes, and in the very browser that was sent.
 */
@Singleton
class OutsideSignIns {

    private static final Logger LOG = Logger.getLogger(OutsideSignIns.class);

    private final Transactions transactions;
    private final CallerContext callers;
    private final ActiveProviders providers;
    private final OpenIdProviders openId;
    private final ExternalSeats externalSeats;
    private final Seats seats;
    private final RegisteredClients clients;
    private final OutsideSignInRows rows;
    private final Authorizations authorizations;
    private final Journal journal;
    private final SecureRandom random = new SecureRandom();

    OutsideSignIns(
            Transactions transactions,
            CallerContext callers,
            ActiveProviders providers,
            OpenIdProviders openId,
            ExternalSeats externalSeats,
            Seats seats,
            RegisteredClients clients,
            OutsideSignInRows rows,
            Authorizations authorizations,
            Journal journal) {
        this.transactions = transactions;
        this.callers = callers;
        this.providers = providers;
        this.openId = openId;
        this.externalSeats = externalSeats;
        this.seats = seats;
        this.clients = clients;
        this.rows = rows;
        this.authorizations = authorizations;
        this.journal = journal;
    }

    /** What a person has obtained for a client. */
    record Granted(AuthorizationRequest request, AuthorizationCode code) {}

    /** The provider at which people of the client's tenant may sign in, as they know it; empty when there is none. */
    Uni<Optional<String>> offered(RegisteredClient client) {
        return within(client.tenantId(), () -> transactions.read(providers::outsideName));
    }

    /**
     * Where the browser is sent.
     *
     * @param browser the browser's secret
     * @return fails with {@link ProviderFailure} when the provider cannot be asked
     */
    Uni<URI> begin(AuthorizationRequest request, String browser) {
        SignInState state = SignInState.random(request.client().tenantId(), random);
        return within(state.tenantId(), () -> transactions
                .read(providers::find)
                .map(access -> access.filter(OutsideSignIns::isOpenId)
                        .orElseThrow(() -> new PageRefusal(400, "There is no such way to sign in any more.")))
                .chain(access -> noted(access, openId.begin(access, state))
                        .call(() -> transactions.write(
                                tx -> rows.insert(tx, state, access, Sha256.of(browser), request)))));
    }

    /**
     * What the person's return is worth.
     *
     * @param browser the browser's secret, null for one that has none
     * @throws PageRefusal (in the returned Uni) when nobody is signed in
     * @throws AuthorizationRefusal (in the returned Uni) when the person did not want to
     */
    Uni<Granted> end(MultivaluedMap<String, String> parameters, @Nullable String browser) {
        SignInState state = AuthorizationRequest.single(parameters, "state")
                .flatMap(SignInState::parse)
                .orElseThrow(OutsideSignIns::unknown);
        return within(state.tenantId(), () -> transactions
                .write(tx -> rows.take(tx, state))
                .map(begun -> begun.filter(OutsideSignInRows.Begun::isLive)
                        .filter(found -> isOf(found, browser))
                        .orElseThrow(OutsideSignIns::unknown))
                .chain(begun -> request(begun.request()).chain(request -> end(state, begun, request, parameters))));
    }

    private Uni<AuthorizationRequest> request(MultivaluedMap<String, String> parameters) {
        String clientId = AuthorizationRequest.single(parameters, AuthorizationRequest.CLIENT_ID)
                .orElse("");
        return clients.find(clientId)
                .map(client -> AuthorizationRequest.of(client.orElseThrow(OutsideSignIns::unknown), parameters));
    }

    private Uni<Granted> end(
            SignInState state,
            OutsideSignInRows.Begun begun,
            AuthorizationRequest request,
            MultivaluedMap<String, String> parameters) {
        Optional<String> code = AuthorizationRequest.single(parameters, "code");
        if (code.isEmpty()) {
            throw new AuthorizationRefusal(
                    request.redirectUri(), request.state(), "access_denied", "The user has not signed in.");
        }
        String issuer = AuthorizationRequest.single(parameters, "iss").orElse(null);
        return transactions
                .read(providers::find)
                .map(access -> access.filter(found -> isSame(found, begun)).orElseThrow(OutsideSignIns::unknown))
                .chain(access -> noted(access, openId.finish(access, state, code.get(), issuer))
                        .onFailure(ProviderFailure.class)
                        .transform(failure -> new PageRefusal(
                                503, "The place where you have signed in does not answer. Try again a little later."))
                        .onFailure(OpenIdRefusal.class)
                        .invoke(failure -> LOG.debugf("Nobody is signed in: %s", failure.getMessage()))
                        .onFailure(OpenIdRefusal.class)
                        .recoverWithUni(failure -> refuse(
                                state.tenantId(),
                                failure.reason(),
                                "Your sign-in could not be verified. Go back to the application and sign in again."))
                        .chain(person -> admit(access, person, request)));
    }

    private Uni<Granted> admit(ProviderAccess access, ExternalPerson person, AuthorizationRequest request) {
        return transactions
                .write(tx -> providers
                        .asked(access.id(), null)
                        .chain(() -> externalSeats.of(tx, ProviderName.OIDC, person))
                        .chain(userId -> admit(tx, userId, request)))
                .onFailure(NoSeat.class)
                .recoverWithUni(failure -> refuse(
                        request.client().tenantId(),
                        failure.reason(),
                        "There is no account for you, and none could be made. Ask an administrator."))
                .chain(outcome -> outcome.code() == null
                        ? refuse(
                                outcome.userId(),
                                "NOT_ACTIVE",
                                "We know you now, but your account is not active. Ask an administrator to enable it.")
                        : Uni.createFrom().item(new Granted(request, outcome.code())));
    }

    /**
     * What came of a sign-in.
     *
     * @param code null for a seat that may not sign in; made or refreshed, it stays so
     */
    private record Outcome(UUID userId, @Nullable AuthorizationCode code) {}

    private Uni<Outcome> admit(Transaction tx, UUID userId, AuthorizationRequest request) {
        return seats.toSignIn(tx, userId).chain(seat -> seat.map(
                        present -> authorizations.issue(tx, present, request).map(code -> new Outcome(userId, code)))
                .orElseGet(() -> Uni.createFrom().item(new Outcome(userId, null))));
    }

    private <T> Uni<T> noted(ProviderAccess access, Uni<T> work) {
        return work.onFailure(ProviderFailure.class)
                .call(failure -> failure.kind() == ProviderFailure.Kind.SATURATED
                        ? Uni.createFrom().voidItem()
                        : providers.asked(access.id(), failure));
    }

    /** @param about the user, or the tenant where nobody is known */
    private <T> Uni<T> refuse(UUID about, String reason, String explanation) {
        return transactions
                .write(tx -> journal.write(
                        tx, AuditEntry.of("session.refused", "session", about, null, Map.of("reason", reason))))
                .chain(() -> Uni.createFrom().failure(() -> new PageRefusal(403, explanation)));
    }

    private <T> Uni<T> within(UUID tenantId, Supplier<Uni<T>> work) {
        return callers.as(
                Caller.system(tenantId).withOrigin(CallerContext.current().origin()), work);
    }

    private static boolean isOpenId(ProviderAccess access) {
        return access.configuration().provider() == ProviderName.OIDC;
    }

    private static boolean isSame(ProviderAccess access, OutsideSignInRows.Begun begun) {
        return access.id().equals(begun.providerId()) && access.accessVersion() == begun.accessVersion();
    }

    private static boolean isOf(OutsideSignInRows.Begun begun, @Nullable String browser) {
        return browser != null && MessageDigest.isEqual(begun.browserHash(), Sha256.of(browser));
    }

    private static PageRefusal unknown() {
        return new PageRefusal(
                400, "This sign-in has ended or was begun elsewhere. Go back to the application and sign in again.");
    }
}
