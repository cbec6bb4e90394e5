package io.tentabo.sync.connection;

/** How far a connection is in use. */
public enum ConnectionStatus {
    /** Not yet activated, or changed since: it needs a passed test. */
    PENDING,
    ACTIVE,
    /** Active, but the provider cannot be reached; follows from the health. */
    ERROR,
    /** Taken out of use by somebody. */
    DISABLED
}
