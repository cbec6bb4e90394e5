package io.tentabo.identity.template;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.identity.role.RoleChange;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * All that an action changes in a tenant, and what it leaves although the template would have it otherwise.
 *
 * @param from the installed version, null for an install
 * @param to the version afterwards, null for a removal
 */
@RegisterForReflection
public record TemplateDifference(
        String slug,
        TemplateAction action,
        @Nullable String from,
        @Nullable String to,
        Features features,
        List<Role> roles,
        List<Setting> settings,
        List<Kept> kept) {

    public TemplateDifference {
        roles = List.copyOf(roles);
        settings = List.copyOf(settings);
        kept = List.copyOf(kept);
    }

    /** Features that are switched. */
    @RegisterForReflection
    @Schema(name = "TemplateFeatureDifference")
    public record Features(List<String> switchedOn, List<String> switchedOff) {

        public Features {
            switchedOn = List.copyOf(switchedOn);
            switchedOff = List.copyOf(switchedOff);
        }
    }

    /** What becomes of a role. */
    @Schema(name = "TemplateRoleFate")
    public enum RoleFate {
        CREATED,
        CHANGED,
        REMOVED
    }

    /**
     * A role that is created, changed or removed.
     *
     * @param before null for one that is created
     * @param after null for one that is removed
     * @param permissionsAdded what its holders may do afterwards and could not before
     */
    @RegisterForReflection
    @Schema(name = "TemplateRoleDifference")
    public record Role(
            @Schema(examples = "order_desk") String name,
            RoleFate fate,
            @Nullable RoleChange before,
            @Nullable RoleChange after,
            List<String> permissionsAdded,
            List<String> permissionsRemoved) {

        public Role {
            permissionsAdded = List.copyOf(permissionsAdded);
            permissionsRemoved = List.copyOf(permissionsRemoved);
        }
    }

    /**
     * A setting that gets another value.
     *
     * @param name as in the settings' API
     * @param before null for none
     * @param after null for none
     */
    @RegisterForReflection
    @Schema(name = "TemplateSettingDifference")
    public record Setting(
            @Schema(examples = "portalEnabled") String name,
            @Schema(examples = "false") @Nullable Object before,
            @Schema(examples = "true") @Nullable Object after) {}

    /** What was kept. */
    @Schema(name = "TemplateKeptThing")
    public enum Thing {
        FEATURE,
        ROLE,
        ROLE_DESCRIPTION,
        ROLE_PERMISSION,
        SETTING
    }

    /** Why it was kept. */
    @Schema(name = "TemplateKeptReason")
    public enum Reason {
        /** The tenant has made it what it is. */
        EDITED,
        /** The tenant has switched it off, deleted it or taken it away; it does not come back. */
        TAKEN_AWAY,
        /** The tenant had a role of this name. */
        NAME_TAKEN,
        /** Somebody holds the role. It is the tenant's own from now on. */
        HELD,
        /** Another installed template needs it. */
        NEEDED_BY_ANOTHER,
        /** Another installed template has set it. */
        SET_BY_ANOTHER
    }

    /**
     * Something that stays as it is.
     *
     * @param name of the feature, role or setting; for a permission {@code role: permission}
     * @param present what stays; null where it is nothing more than its name
     * @param offered what the template would have made of it, likewise
     * @param holders how many hold the role, where that is the reason
     */
    @RegisterForReflection
    @Schema(name = "TemplateKept")
    public record Kept(
            Thing thing,
            @Schema(examples = "sampleAllowancePerRep") String name,
            Reason reason,
            @Schema(examples = "80") @Nullable Object present,
            @Schema(examples = "60") @Nullable Object offered,
            @Nullable Integer holders) {

        static Kept of(Thing thing, String name, Reason reason) {
            return new Kept(thing, name, reason, null, null, null);
        }
    }
}
