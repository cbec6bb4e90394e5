package io.tentabo.identity.tenant;

import java.util.UUID;

/** What is known about a tenant before anybody is signed in. */
public record TenantIdentity(UUID id, String slug, TenantStatus status) {}
