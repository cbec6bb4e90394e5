package io.tentabo.identity.tenant;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tentabo.kit.editing.Versioned;
import java.time.Instant;

/**
 * A tenant's settings as the API shows them.
 *
 * @param settings they stand beside the others in JSON
 * @param version also the entity tag
 */
public record SettingsView(@JsonUnwrapped Settings settings, int version, Instant updatedAt) implements Versioned {}
