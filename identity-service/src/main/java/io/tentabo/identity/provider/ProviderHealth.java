package io.tentabo.identity.provider;

/** How a provider answered last. */
public enum ProviderHealth {
    HEALTHY,
    /** It answers, but does not let us ask. */
    DEGRADED,
    /** It cannot be reached, or is not trusted. */
    OFFLINE,
    /** Never asked. */
    UNKNOWN
}
