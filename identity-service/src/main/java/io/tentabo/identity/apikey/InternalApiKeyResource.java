package io.tentabo.identity.apikey;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.ApiKey;
import io.tentabo.kit.security.ApiKeyRefusals;
import io.tentabo.kit.security.ApiKeyUse;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * What the other services ask about API keys; no gateway routes it, so that nobody outside turns a key into a token
 * that outlives the key's revocation. Keys and tokens prove themselves, so no further credential is asked for.
 */
@Path("/identity/internal")
class InternalApiKeyResource {

    private final ApiKeyGrants grants;
    private final ApiKeyCounts counts;

    InternalApiKeyResource(ApiKeyGrants grants, ApiKeyCounts counts) {
        this.grants = grants;
        this.counts = counts;
    }

    /**
     * A key that a service was shown.
     *
     * @param address from where
     */
    record PresentedKey(
            @NotNull @Size(max = 200) String key,
            @Size(max = 60) @Nullable String address) {

        @Override
        public String toString() {
            return "PresentedKey[…]";
        }
    }

    /** @param expiresIn seconds that key and token are good at most */
    record KeyToken(UUID keyId, String accessToken, long expiresIn) {

        @Override
        public String toString() {
            return "KeyToken[" + keyId + "]";
        }
    }

    record UseReport(@NotNull @Size(max = 1000) List<@NotNull @Valid ReportedUse> uses) {}

    record ReportedUse(
            @NotNull @Size(max = 16_000) String accessToken,
            @Positive long count,
            @NotNull Instant lastUsedAt,
            @Size(max = 60) @Nullable String lastUsedIp) {

        @Override
        public String toString() {
            return "ReportedUse[count=" + count + "]";
        }
    }

    @POST
    @Path("/api-key-tokens")
    @PermitAll
    @Operation(hidden = true)
    public Uni<RestResponse<KeyToken>> exchange(@NotNull @Valid PresentedKey presented) {
        return Uni.createFrom()
                .item(() -> ApiKey.parse(presented.key()).orElseThrow(ApiKeyRefusals::refused))
                .chain(key -> grants.exchange(key, presented.address()))
                .map(token -> RestResponse.ResponseBuilder.ok(new KeyToken(
                                token.keyId(),
                                token.accessToken(),
                                token.validFor().toSeconds()))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @POST
    @Path("/api-key-uses")
    @PermitAll
    @Operation(hidden = true)
    public Uni<Void> report(@NotNull @Valid UseReport report) {
        return counts.add(report.uses().stream()
                .map(use -> new ApiKeyUse(use.accessToken(), use.count(), use.lastUsedAt(), use.lastUsedIp()))
                .toList());
    }
}
