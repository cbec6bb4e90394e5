package io.tentabo.identity.session;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A live session, by which its user recognises a device.
 *
 * @param ip from where it was begun
 * @param userAgent what it was begun with
 * @param lastActiveAt when it was begun or last refreshed
 * @param expiresAt when it ends if it is not refreshed before
 * @param current whether it is the session of this very request
 */
record SessionDetails(
        UUID id,
        @Schema(examples = "203.0.113.7") @Nullable String ip,
        @Nullable String userAgent,
        Instant createdAt,
        Instant lastActiveAt,
        Instant expiresAt,
        boolean current) {}
