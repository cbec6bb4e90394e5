package io.tentabo.identity.token;

import java.util.UUID;

/** The API key that an access token was issued for. */
public record TokenKey(UUID tenantId, UUID id) {}
