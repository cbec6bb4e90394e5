package io.tentabo.identity.template;

import io.tentabo.model.Ids;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action and all that decides what it changes.
 *
 * @param row what the tenant has, or had, of the template
 * @param from the installed version, or null
 * @param to the version to come, or null for a removal
 * @param others the tenant's other installed templates
 */
record TemplateSituation(
        TemplateAction action,
        UUID rowId,
        @Nullable TenantTemplate row,
        @Nullable Template from,
        @Nullable Template to,
        List<InstalledTemplate> others,
        Present present) {

    TemplatePlan plan() {
        Applied base = row == null ? Applied.NOTHING : row.applied();
        return new TemplatePlanner(action, present, base, from, to, others, Ids::next).plan();
    }

    /** The version that the tenant's row names afterwards; for a removal, the one that it had. */
    Template target() {
        return Objects.requireNonNull(to == null ? from : to);
    }

    TenantTemplateStatus statusAfter() {
        return action == TemplateAction.REMOVE ? TenantTemplateStatus.REMOVED : TenantTemplateStatus.INSTALLED;
    }
}
