package io.tentabo.identity.provider;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of a connection test.
 *
 * @param error why it failed, in words for a person
 */
@RegisterForReflection
public record ProviderTest(boolean passed, @Nullable String error, Instant testedAt) {}
