package io.tentabo.identity.provider;

import io.smallrye.mutiny.Uni;

/** What talks to one kind of providers: a bean for each. */
public interface ProviderAdapter {

    ProviderName provider();

    /**
     * Refuses what cannot work, as far as it can be told without asking the provider.
     *
     * @param hasCredentials whether credentials come with it or are stored
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 that says what is wrong
     */
    void requireUsable(ProviderConfiguration configuration, boolean hasCredentials);

    /** Asks the provider whether people could sign in now; fails with {@link ProviderFailure} if not. */
    Uni<Void> test(ProviderAccess access);
}
