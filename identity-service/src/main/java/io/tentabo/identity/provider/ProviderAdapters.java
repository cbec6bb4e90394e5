package io.tentabo.identity.provider;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;

/** Finds what talks to a kind of providers. */
@Singleton
class ProviderAdapters {

    private final List<ProviderAdapter> adapters;

    ProviderAdapters(@All List<ProviderAdapter> adapters) {
        this.adapters = adapters;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 422 when nothing talks to providers of this kind */
    ProviderAdapter of(ProviderConfiguration configuration) {
        return adapters.stream()
                .filter(adapter -> adapter.provider() == configuration.provider())
                .findFirst()
                .orElseThrow(() -> AuthProviderProblems.UNSUPPORTED.with("There are no providers of the kind "
                        + configuration.provider().code() + "."));
    }
}
