package io.tentabo.sync.connection;

/** Who wins a field that both sides have changed since they last agreed. */
public enum FieldOwner {
    INTERNAL,
    EXTERNAL,
    NEWEST
}
