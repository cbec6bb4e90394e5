package io.tentabo.kit.security;

/** What kind of actor an audit record names. */
public enum ActorType {
    USER,
    ADMIN,
    SERVICE,
    SYSTEM
}
