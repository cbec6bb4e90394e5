package io.tentabo.identity.provider;

import org.jspecify.annotations.Nullable;

/**
 * A person as a provider knows them.
 *
 * @param subject never changes and never becomes somebody else's, unlike the name
 * @param username what they sign in with there
 */
public record ExternalPerson(
        String subject,
        String username,
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String lastName) {}
