package io.tentabo.kit.security;

import org.jspecify.annotations.Nullable;

/**
 * Where a request came from, as audit and logs record it.
 *
 * @param ipAddress the client's address in text form, or null for work inside the suite
 * @param userAgent the client's {@code User-Agent}, shortened to 512 characters
 * @param requestId correlates logs, audit, events and problem details
 */
public record RequestOrigin(
        @Nullable String ipAddress,
        @Nullable String userAgent,
        @Nullable String requestId) {

    /** Work that no outside request started. */
    public static final RequestOrigin INTERNAL = new RequestOrigin(null, null, null);
}
