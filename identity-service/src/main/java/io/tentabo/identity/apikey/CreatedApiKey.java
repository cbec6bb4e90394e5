package io.tentabo.identity.apikey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A new key, shown this once.
 *
 * @param key the whole secret, sent as {@code Authorization: Bearer} or {@code X-API-Key}
 */
record CreatedApiKey(
        UUID id,
        @Schema(examples = "tbk_4Qh7Zr1x_AZwK3u…") String key,
        String name,
        List<String> scopes,
        Instant expiresAt) {

    @Override
    public String toString() {
        return "CreatedApiKey[" + id + "]";
    }
}
