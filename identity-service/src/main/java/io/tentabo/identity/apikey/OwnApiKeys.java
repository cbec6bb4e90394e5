package io.tentabo.identity.apikey;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.ApiKey;
import io.tentabo.kit.security.ApiKeyExchange;
import io.tentabo.kit.security.ApiKeyToken;
import io.tentabo.kit.security.ApiKeyUse;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How this service lets in API keys itself: as the others do, but without a request to itself. */
@Singleton
class OwnApiKeys implements ApiKeyExchange {

    private final CallerContext callers;
    private final ApiKeyGrants grants;
    private final ApiKeyCounts counts;

    OwnApiKeys(CallerContext callers, ApiKeyGrants grants, ApiKeyCounts counts) {
        this.callers = callers;
        this.grants = grants;
        this.counts = counts;
    }

    /** Several requests may wait for the answer, so it is not found out in the context of one of them. */
    @Override
    public Uni<ApiKeyToken> exchange(ApiKey key, @Nullable String address) {
        return callers.inBackground(Caller.NOBODY, () -> grants.exchange(key, address));
    }

    @Override
    public Uni<Void> report(List<ApiKeyUse> uses) {
        return callers.inBackground(Caller.NOBODY, () -> counts.add(uses));
    }
}
