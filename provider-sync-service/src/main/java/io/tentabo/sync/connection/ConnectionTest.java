package io.tentabo.sync.connection;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of a connection test.
 *
 * @param account the provider's name of the account that the credentials belong to, null when they are not accepted
 * @param error why it failed, in words for a person
 */
@RegisterForReflection
public record ConnectionTest(
        boolean passed, @Nullable String account, @Nullable String error, Instant testedAt) {}
