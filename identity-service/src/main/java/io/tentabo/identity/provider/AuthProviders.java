package io.tentabo.identity.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.role.Roles;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The providers of the caller's tenant. At most one is active. Whoever puts one to use may become everybody whom it signs
 * in, and therefore must be allowed to do what they all may.
 */
@Singleton
class AuthProviders {

    static final String AUDITED = "auth-provider";

    private final Transactions transactions;
    private final AuthProviderRows rows;
    private final ProviderAdapters adapters;
    private final IntegrationLimit limit;
    private final Roles roles;
    private final MergePatch mergePatch;
    private final Journal journal;

    AuthProviders(
            Transactions transactions,
            AuthProviderRows rows,
            ProviderAdapters adapters,
            IntegrationLimit limit,
            Roles roles,
            MergePatch mergePatch,
            Journal journal) {
        this.transactions = transactions;
        this.rows = rows;
        this.adapters = adapters;
        this.limit = limit;
        this.roles = roles;
        this.mergePatch = mergePatch;
        this.journal = journal;
    }

    Uni<Page<AuthProviderView>> list(PageRequest page) {
        return rows.list(page);
    }

    Uni<AuthProviderView> get(UUID id) {
        return transactions.read(tx -> get(tx, id));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 422 when the plan allows no further one */
    Uni<AuthProviderView> create(AuthProviderFields fields) {
        ProviderConfiguration configuration = fields.configuration();
        adapters.of(configuration).requireUsable(configuration, fields.credentials() != null);
        return transactions.write(tx -> limit.requireRoom(tx)
                .chain(() -> rows.insert(tx, fields.name().strip(), configuration))
                .call(id -> store(tx, id, fields.credentials()))
                .call(() -> limit.tell(tx))
                .chain(id -> get(tx, id))
                .call(created ->
                        journal.write(tx, AuditEntry.created(AUDITED, created.id(), audited(created, false)))));
    }

    /**
     * Edits a provider. Another configuration or other credentials take it out of use until it has passed a test.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 412 when the version has moved on, 422
     *     for another destination without credentials
     */
    Uni<AuthProviderView> change(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> locked(tx, id, ifMatch).chain(before -> {
            AuthProviderFields current = new AuthProviderFields(before.name(), before.configuration(), null);
            AuthProviderFields after = mergePatch.apply(current, patch, AuthProviderFields.class);
            return after.equals(current) ? Uni.createFrom().item(before) : change(tx, before, after);
        }));
    }

    private Uni<AuthProviderView> change(Transaction tx, AuthProviderView before, AuthProviderFields after) {
        ProviderConfiguration configuration = after.configuration();
        ProviderCredentials credentials = after.credentials();
        if (configuration.provider() != before.providerName()) {
            throw AuthProviderProblems.KIND_FIXED.with("Create another provider instead.");
        }
        boolean moved =
                !configuration.destination().equals(before.configuration().destination());
        if (moved && before.hasCredentials() && credentials == null) {
            throw AuthProviderProblems.CREDENTIALS_REQUIRED.with(
                    "Send the credentials again with another destination.");
        }
        adapters.of(configuration).requireUsable(configuration, before.hasCredentials() || credentials != null);
        UUID id = before.id();
        boolean renewed = credentials != null || !configuration.equals(before.configuration());
        return rows.update(tx, id, after.name().strip(), configuration)
                .chain(() ->
                        renewed ? rows.renewAccess(tx, id) : Uni.createFrom().voidItem())
                .chain(() -> store(tx, id, credentials))
                .chain(() -> renewed && before.active()
                        ? limit.tell(tx)
                        : Uni.createFrom().voidItem())
                .chain(() -> get(tx, id))
                .call(changed -> journal.write(
                        tx,
                        AuditEntry.updated(
                                AUDITED, id, audited(before, false), audited(changed, credentials != null))));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 409 while it is active */
    Uni<Void> delete(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> locked(tx, id, ifMatch).chain(provider -> {
            if (provider.active()) {
                throw AuthProviderProblems.IN_USE.with("Deactivate it, or activate another one, first.");
            }
            return rows.delete(tx, id)
                    .chain(() -> limit.tell(tx))
                    .chain(() -> journal.write(tx, AuditEntry.deleted(AUDITED, id, audited(provider, false))));
        }));
    }

    /**
     * Puts a provider to use, in place of the one that was: both in one transaction.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 403 when providers of its kind sign in
     *     somebody who may do more than the caller, 409 without a passed test of its present configuration, 422 when the
     *     plan allows no further integration in use
     */
    Uni<AuthProviderView> activate(UUID id, @Nullable String ifMatch) {
        return transactions.write(
                tx -> rows.lockAll(tx).chain(() -> locked(tx, id, ifMatch)).chain(provider -> {
                    if (provider.active()) {
                        return Uni.createFrom().item(provider);
                    }
                    ProviderTest test = provider.test();
                    if (test == null || !test.passed()) {
                        throw AuthProviderProblems.NOT_TESTED.with(
                                "Test the provider with its present configuration and credentials first.");
                    }
                    return roles.heldThrough(tx, provider.providerName().name())
                            .invoke(held -> Roles.requireWithinOwn(tx.caller(), held))
                            .chain(() -> rows.deactivateOthers(tx, id))
                            .chain(former -> former.map(other -> journal.write(tx, activity(other, false)))
                                    .orElseGet(() -> limit.requireRoomInUse(tx)))
                            .chain(() -> setActive(tx, id, true));
                }));
    }

    Uni<AuthProviderView> deactivate(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> locked(tx, id, ifMatch)
                .chain(provider -> provider.active()
                        ? setActive(tx, id, false)
                        : Uni.createFrom().item(provider)));
    }

    private Uni<AuthProviderView> setActive(Transaction tx, UUID id, boolean active) {
        return rows.setActive(tx, id, active)
                .chain(() -> limit.tell(tx))
                .chain(() -> journal.write(tx, activity(id, active)))
                .chain(() -> get(tx, id));
    }

    private Uni<Void> store(Transaction tx, UUID id, @Nullable ProviderCredentials credentials) {
        return credentials == null ? Uni.createFrom().voidItem() : rows.setCredentials(tx, id, credentials);
    }

    private Uni<AuthProviderView> get(Transaction tx, UUID id) {
        return rows.find(tx, id).map(found -> present(found, id));
    }

    private Uni<AuthProviderView> locked(Transaction tx, UUID id, @Nullable String ifMatch) {
        return rows.lock(tx, id)
                .map(found -> present(found, id))
                .invoke(found -> ETags.check(ifMatch, found.version()));
    }

    private static AuthProviderView present(Optional<AuthProviderView> found, UUID id) {
        return found.orElseThrow(() -> CommonProblems.notFound("authentication provider", id));
    }

    private static AuditEntry activity(UUID id, boolean active) {
        return AuditEntry.of(
                active ? "auth-provider.activated" : "auth-provider.deactivated",
                AUDITED,
                id,
                Map.of("active", !active),
                Map.of("active", active));
    }

    /** What the audit shows of it: that the credentials have changed, never to what. */
    private static Map<String, Object> audited(AuthProviderView provider, boolean newCredentials) {
        return Map.of(
                "name", provider.name(),
                "configuration", provider.configuration(),
                "active", provider.active(),
                "renewed", newCredentials);
    }
}
