package io.tentabo.identity.provider;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The provider that the people of the caller's tenant prove themselves to. */
@Singleton
public class ActiveProviders {

    private final Transactions transactions;
    private final AuthProviderRows rows;
    private final ProviderAdapters adapters;
    private final HealthNotes health;

    ActiveProviders(Transactions transactions, AuthProviderRows rows, ProviderAdapters adapters, HealthNotes health) {
        this.transactions = transactions;
        this.rows = rows;
        this.adapters = adapters;
        this.health = health;
    }

    /** How to talk to it; empty for a tenant that has put none to use. */
    public Uni<Optional<ProviderAccess>> find(Transaction tx) {
        return rows.activeAccess(tx);
    }

    /** The name of the one at whose place people sign in; empty for a tenant that has put none of that kind to use. */
    public Uni<Optional<String>> outsideName(Transaction tx) {
        return rows.nameOfActive(tx, ProviderName.OIDC);
    }

    /** What asks a provider about passwords; empty for one that has people sign in at its own place. */
    public Optional<PasswordProvider> verifier(ProviderAccess access) {
        return adapters.of(access.configuration()) instanceof PasswordProvider verifier
                ? Optional.of(verifier)
                : Optional.empty();
    }

    /**
     * Notes what a sign-in found out about a provider's health.
     *
     * @param failure null when the provider has answered, whatever it said
     */
    public Uni<Void> asked(UUID id, @Nullable ProviderFailure failure) {
        return transactions.write(tx -> health.note(tx, id, failure));
    }
}
