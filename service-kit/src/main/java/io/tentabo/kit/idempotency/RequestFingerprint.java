package io.tentabo.kit.idempotency;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/**
 * What identifies a request with a key.
 *
 * @param tenantId the caller's tenant, or the nil id for a caller without one
 * @param scope hash of user, method, path and key
 * @param request hash of key and body
 */
record RequestFingerprint(UUID tenantId, Buffer scope, Buffer request) {}
