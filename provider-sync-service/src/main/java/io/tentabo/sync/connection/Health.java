package io.tentabo.sync.connection;

/** How a provider answers. */
public enum Health {
    HEALTHY,
    /** It answers, but limits or blocks us. */
    DEGRADED,
    /** It does not answer, or does not accept our credentials. */
    OFFLINE,
    /** Never asked. */
    UNKNOWN
}
