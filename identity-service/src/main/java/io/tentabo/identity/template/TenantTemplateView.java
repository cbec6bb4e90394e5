package io.tentabo.identity.template;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A template of a tenant as the API shows it.
 *
 * @param version that is installed, or was last
 * @param latestVersion that there is
 * @param installedBy who installed, upgraded or removed it last
 * @param installedAt when it was first installed
 * @param updatedAt when it was last installed, upgraded or removed
 */
@RegisterForReflection
public record TenantTemplateView(
        UUID id,
        @Schema(examples = "flagship-crm-ops") String slug,
        String name,
        @Schema(examples = "1.0.0") String version,
        @Schema(examples = "1.1.0") String latestVersion,
        TenantTemplateStatus status,
        @Nullable UUID installedBy,
        Instant installedAt,
        Instant updatedAt) {}
