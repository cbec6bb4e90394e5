package io.tentabo.identity.apikey;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.client.Scopes;
import io.tentabo.identity.role.Roles;
import io.tentabo.identity.seat.Seats;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ConstraintViolations;
import io.tentabo.kit.security.ActorType;
import io.tentabo.kit.security.ApiKey;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The API keys of users. Each makes keys for themselves only and gives them no permission that they lack; an
 * administrator sees and revokes those of others. What a key is worth when it is presented, {@link ApiKeyGrants} says.
 */
@Singleton
public class ApiKeys {

    private static final String API_KEY = "api-key";

    private final Transactions transactions;
    private final Seats seats;
    private final Journal journal;
    private final Cursors cursors;
    private final IdentityConfig.ApiKeys config;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    ApiKeys(
            Transactions transactions,
            Seats seats,
            Journal journal,
            Cursors cursors,
            IdentityConfig config,
            InstantSource clock) {
        this.transactions = transactions;
        this.seats = seats;
        this.journal = journal;
        this.cursors = cursors;
        this.config = config.apiKeys();
        this.clock = clock;
    }

    /** Why a user's keys end with what happens to the user. */
    public enum End {
        USER_REMOVED("The user was removed."),
        USER_DISABLED("The user was disabled.");

        private final String reason;

        End(String reason) {
            this.reason = reason;
        }
    }

    Uni<Page<ApiKeyView>> own(PageRequest page) {
        return list(CallerContext.current().requireUserId(), page);
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 for a user that is out of sight */
    Uni<Page<ApiKeyView>> ofUser(UUID userId, PageRequest page) {
        return transactions
                .read(tx -> seats.find(tx, userId))
                .map(seat -> seat.orElseThrow(() -> CommonProblems.notFound("user", userId)))
                .chain(() -> list(userId, page));
    }

    private Uni<Page<ApiKeyView>> list(UUID userId, PageRequest page) {
        return ApiKeyRows.ofUser(userId).fetch(transactions, cursors, page, ApiKeyRows::view);
    }

    Uni<ApiKeyView> own(UUID id) {
        return transactions.read(tx -> ApiKeyRows.only(tx, id, tx.caller().requireUserId()));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 403, 409 or 422 */
    Uni<CreatedApiKey> create(NewApiKey request) {
        Instant expiresAt = expiry(request.expiresAt());
        requireKnown(request.scopes());
        UUID id = Ids.next();
        return transactions.write(tx -> {
            Caller caller = tx.caller();
            requirePerson(caller);
            Roles.requireWithinOwn(caller, false, request.scopes());
            UUID userId = caller.requireUserId();
            ApiKey key = ApiKey.generate(caller.requireTenantId(), random);
            return ApiKeyRows.countLocked(tx, userId)
                    .invoke(this::requireRoom)
                    .chain(() -> ApiKeyRows.insert(tx, id, userId, key, request, expiresAt))
                    .onFailure(ConstraintViolations.violates("uq_api_keys_name"))
                    .transform(ignored -> ApiKeyProblems.NAME_TAKEN.with("Revoke that key or take another name."))
                    .chain(() -> ApiKeyRows.only(tx, id, userId))
                    .call(view -> journal.write(tx, AuditEntry.created(API_KEY, id, state(view))))
                    .map(view -> new CreatedApiKey(id, key.text(), view.name(), view.scopes(), view.expiresAt()));
        });
    }

    Uni<ApiKeyView> revokeOwn(UUID id, String reason) {
        return transactions.write(tx -> revoke(tx, id, tx.caller().requireUserId(), reason));
    }

    Uni<ApiKeyView> revokeOfUser(UUID userId, UUID id, String reason) {
        return transactions.write(tx -> revoke(tx, id, userId, reason));
    }

    /** Revoking again changes nothing: the first reason stays. */
    private Uni<ApiKeyView> revoke(Transaction tx, UUID id, UUID userId, String reason) {
        return ApiKeyRows.revoke(tx, id, userId, reason)
                .chain(revoked ->
                        revoked ? recordEnd(tx, id, reason) : Uni.createFrom().voidItem())
                .chain(() -> ApiKeyRows.only(tx, id, userId));
    }

    /** Revokes all keys of a user: no service lets them in for longer than it remembers them. */
    public Uni<Void> endAll(Transaction tx, UUID userId, End end) {
        return ApiKeyRows.revokeAll(tx, userId, end.reason)
                .chain(ids -> ids.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : journal.write(
                                tx,
                                AuditEntry.of(
                                        "user.api-keys-revoked",
                                        "user",
                                        userId,
                                        null,
                                        Map.of("reason", end.name(), "revoked", ids))));
    }

    private Uni<Void> recordEnd(Transaction tx, UUID id, String reason) {
        return journal.write(tx, AuditEntry.of("api-key.revoked", API_KEY, id, null, Map.of("reason", reason)));
    }

    /** The record holds nothing by which the key could be known. */
    private static Map<String, Object> state(ApiKeyView view) {
        return Map.of(
                "userId", view.userId(),
                "name", view.name(),
                "prefix", view.prefix(),
                "scopes", view.scopes(),
                "expiresAt", view.expiresAt());
    }

    private Instant expiry(@Nullable Instant wanted) {
        Instant now = clock.instant();
        Instant expiresAt = wanted == null ? now.plus(config.defaultLife()) : wanted.truncatedTo(ChronoUnit.MICROS);
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(config.maxLife()))) {
            throw ApiKeyProblems.EXPIRY.with("A key expires in the future and at most "
                    + config.maxLife().toDays() + " days from now.");
        }
        return expiresAt;
    }

    private void requireRoom(long active) {
        if (active >= config.maxPerUser()) {
            throw ApiKeyProblems.LIMIT_REACHED.with(
                    "A user has at most " + config.maxPerUser() + " keys that are good. Revoke one first.");
        }
    }

    private static void requireKnown(List<String> scopes) {
        List<String> unknown =
                scopes.stream().filter(scope -> !Scopes.isPermission(scope)).toList();
        if (!unknown.isEmpty()) {
            throw ApiKeyProblems.UNKNOWN_SCOPE.with(
                    "A key's scopes are single permissions.", Map.of("scopes", unknown));
        }
    }

    /** A client has a secret, which its tenant can change; keys beside it would outlive that. */
    private static void requirePerson(Caller caller) {
        if (caller.tenantId() == null || caller.actorType() == ActorType.SERVICE) {
            throw CommonProblems.FORBIDDEN.with("Keys are for the users of a tenant; a client has its secret.");
        }
    }
}
