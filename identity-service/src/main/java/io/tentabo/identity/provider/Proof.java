package io.tentabo.identity.provider;

/** What a provider said about a user name and a password. */
public sealed interface Proof {

    /** The password is that of this person. */
    record Given(ExternalPerson person) implements Proof {}

    /**
     * Nobody is signed in.
     *
     * @param reason for the audit alone, e.g. {@code WRONG_PASSWORD}
     */
    record Missing(String reason) implements Proof {}
}
