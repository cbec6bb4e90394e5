package io.tentabo.identity.provider;

import io.smallrye.mutiny.Uni;

/** Talks to providers that verify passwords which were typed here. */
public interface PasswordProvider extends ProviderAdapter {

    /**
     * Verifies a password. Whoever the name may belong to, it takes about the same time.
     *
     * @param username normalised as local names are
     * @return fails with {@link ProviderFailure} when the provider could not be asked
     */
    Uni<Proof> verify(ProviderAccess access, String username, String password);
}
