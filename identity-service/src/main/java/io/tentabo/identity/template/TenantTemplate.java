package io.tentabo.identity.template;

import io.tentabo.kit.tenancy.SqlTime;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code tenant_templates}. */
record TenantTemplate(
        UUID id,
        String slug,
        String version,
        TenantTemplateStatus status,
        Applied applied,
        @Nullable UUID installedBy,
        Instant installedAt) {

    static TenantTemplate of(Row row) {
        return new TenantTemplate(
                row.getUUID("id"),
                row.getString("template_slug"),
                row.getString("template_version"),
                TenantTemplateStatus.valueOf(row.getString("status")),
                TemplateJson.applied(row.getString("applied")),
                row.getUUID("installed_by"),
                SqlTime.get(row, "installed_at"));
    }

    boolean isInstalled() {
        return status != TenantTemplateStatus.REMOVED;
    }
}
