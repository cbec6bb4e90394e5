package io.tentabo.kit.security;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The issuer, as far as API keys need it. Services ask it over HTTP; the issuer itself brings a bean of its own. */
public interface ApiKeyExchange {

    /**
     * Exchanges a key.
     *
     * @param address from where it was presented; who presents wrong keys has to wait longer and longer
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 401 for a key that is not good, or no
     *     longer; 429 with Retry-After; 503 when the issuer cannot tell
     */
    Uni<ApiKeyToken> exchange(ApiKey key, @Nullable String address);

    /** Tells how often keys were used; what fails is told again with the next report. */
    Uni<Void> report(List<ApiKeyUse> uses);
}
