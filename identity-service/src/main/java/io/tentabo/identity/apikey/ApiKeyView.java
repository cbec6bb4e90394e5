package io.tentabo.identity.apikey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A key, without its secret.
 *
 * @param userId as whom it acts
 * @param prefix how it begins
 * @param usageCount requests that it let in; arrives with up to half a minute's delay
 * @param revokedBy null when it ended with its user
 */
record ApiKeyView(
        UUID id,
        UUID userId,
        String name,
        @Schema(examples = "tbk_4Qh7Zr1x") String prefix,
        List<String> scopes,
        ApiKeyStatus status,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Schema(examples = "203.0.113.7") @Nullable String lastUsedIp,
        long usageCount,
        @Nullable Instant revokedAt,
        @Nullable UUID revokedBy,
        @Nullable String revokeReason) {

    ApiKeyView {
        scopes = List.copyOf(scopes);
    }
}
