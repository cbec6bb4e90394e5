package io.tentabo.sync.provider;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The CRM providers that this service can talk to. */
@ApplicationScoped
public class CrmProviders {

    private final List<CrmProvider> providers;

    CrmProviders(@All List<CrmProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    public Optional<CrmProvider> named(String name) {
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst();
    }

    /** The provider of a session, which exists because its connection was checked against {@link #named}. */
    public CrmProvider of(ProviderSession session) {
        return named(session.access().provider()).orElseThrow();
    }
}
