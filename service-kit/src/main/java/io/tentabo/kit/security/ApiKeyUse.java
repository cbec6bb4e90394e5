package io.tentabo.kit.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often a service has let in an API key since it last said so.
 *
 * @param accessToken the last token that the key was exchanged for: it proves whose uses are reported
 * @param count of requests
 * @param lastUsedAt when the last of them came
 * @param lastUsedIp from where, as far as known
 */
public record ApiKeyUse(
        String accessToken,
        long count,
        Instant lastUsedAt,
        @Nullable String lastUsedIp) {

    /** Both together. */
    ApiKeyUse and(ApiKeyUse other) {
        ApiKeyUse later = other.lastUsedAt.isBefore(lastUsedAt) ? this : other;
        return new ApiKeyUse(later.accessToken, count + other.count, later.lastUsedAt, later.lastUsedIp);
    }

    @Override
    public String toString() {
        return "ApiKeyUse[count=" + count + "]";
    }
}
