package io.tentabo.identity.template;

import io.tentabo.identity.role.HeldRole;
import io.tentabo.identity.role.RoleChange;
import io.tentabo.identity.role.RoleView;
import io.tentabo.identity.template.Applied.AppliedRole;
import io.tentabo.identity.template.TemplateDifference.Kept;
import io.tentabo.identity.template.TemplateDifference.Reason;
import io.tentabo.identity.template.TemplateDifference.Role;
import io.tentabo.identity.template.TemplateDifference.RoleFate;
import io.tentabo.identity.template.TemplateDifference.Thing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of a plan that concerns roles. Their permissions are merged one by one: what the next version adds is added and
 * what it drops is dropped, and what the tenant has added or taken away itself stays so.
 */
final class RolePlanner {

    private final Present present;
    private final Applied base;
    private final @Nullable Template from;
    private final @Nullable Template to;
    private final Supplier<UUID> ids;
    private final List<Kept> kept;

    private final List<Role> changes = new ArrayList<>();
    private final List<RoleStep> steps = new ArrayList<>();
    private final SortedMap<String, AppliedRole> own = new TreeMap<>();

    /** @param kept to which is added what stays as it is */
    RolePlanner(
            Present present,
            Applied base,
            @Nullable Template from,
            @Nullable Template to,
            Supplier<UUID> ids,
            List<Kept> kept) {
        this.present = present;
        this.base = base;
        this.from = from;
        this.to = to;
        this.ids = ids;
        this.kept = kept;
    }

    void plan() {
        SortedSet<String> names = new TreeSet<>(base.roles().keySet());
        names.addAll(namesOf(to));
        names.forEach(this::plan);
    }

    List<Role> changes() {
        return changes;
    }

    List<RoleStep> steps() {
        return steps;
    }

    /** What the template has made, afterwards. */
    SortedMap<String, AppliedRole> own() {
        return own;
    }

    private void plan(String name) {
        AppliedRole made = base.roles().get(name);
        HeldRole found = present.roles().get(name);
        RoleChange offered = contentOf(to, name);
        boolean isMade = made != null && found != null && found.role().id().equals(made.id());
        if (offered == null) {
            if (isMade) {
                drop(name, Objects.requireNonNull(made), Objects.requireNonNull(found));
            }
        } else if (isMade) {
            merge(Objects.requireNonNull(made), Objects.requireNonNull(found).role(), offered);
        } else if (found != null) {
            keep(Thing.ROLE, name, Reason.NAME_TAKEN);
        } else if (made != null && contentOf(from, name) != null) {
            own.put(name, new AppliedRole(made.id(), offered));
            keep(Thing.ROLE, name, Reason.TAKEN_AWAY);
        } else {
            create(name, offered);
        }
    }

    private void create(String name, RoleChange offered) {
        UUID id = ids.get();
        own.put(name, new AppliedRole(id, offered));
        steps.add(new RoleStep.Create(id, name, offered));
        changes.add(new Role(name, RoleFate.CREATED, null, offered, offered.permissions(), List.of()));
    }

    /** A role that the template has made and does not have in its next version; what was left before stays left. */
    private void drop(String name, AppliedRole made, HeldRole found) {
        RoleView role = found.role();
        boolean wasLeft = contentOf(from, name) == null;
        boolean isEdited = !role.editable().equals(made.content());
        if (wasLeft || isEdited || found.holders() > 0) {
            own.put(name, made);
        }
        if (wasLeft) {
            return;
        }
        if (found.holders() > 0) {
            kept.add(new Kept(Thing.ROLE, name, Reason.HELD, null, null, found.holders()));
        } else if (isEdited) {
            keep(Thing.ROLE, name, Reason.EDITED);
        } else {
            steps.add(new RoleStep.Remove(role));
            changes.add(new Role(name, RoleFate.REMOVED, role.editable(), null, List.of(), role.permissions()));
        }
    }

    private void merge(AppliedRole made, RoleView role, RoleChange offered) {
        RoleChange before = role.editable();
        RoleChange after = new RoleChange(
                mergedDescription(role.name(), made.content(), before, offered),
                mergedPermissions(role.name(), made.content(), before, offered));
        own.put(role.name(), new AppliedRole(made.id(), offered));
        if (!after.equals(before)) {
            steps.add(new RoleStep.Change(role, after));
            changes.add(new Role(
                    role.name(),
                    RoleFate.CHANGED,
                    before,
                    after,
                    without(after.permissions(), before.permissions()),
                    without(before.permissions(), after.permissions())));
        }
    }

    private @Nullable String mergedDescription(String name, RoleChange made, RoleChange before, RoleChange offered) {
        if (Objects.equals(before.description(), made.description())
                || Objects.equals(before.description(), offered.description())) {
            return offered.description();
        }
        kept.add(new Kept(
                Thing.ROLE_DESCRIPTION, name, Reason.EDITED, before.description(), offered.description(), null));
        return before.description();
    }

    private List<String> mergedPermissions(String name, RoleChange made, RoleChange before, RoleChange offered) {
        Set<String> merged = new TreeSet<>(before.permissions());
        merged.addAll(without(offered.permissions(), made.permissions()));
        without(made.permissions(), offered.permissions()).forEach(merged::remove);
        without(merged, offered.permissions()).forEach(added -> keepPermission(name, added, Reason.EDITED));
        without(offered.permissions(), merged).forEach(gone -> keepPermission(name, gone, Reason.TAKEN_AWAY));
        return List.copyOf(merged);
    }

    private void keep(Thing thing, String name, Reason reason) {
        kept.add(Kept.of(thing, name, reason));
    }

    private void keepPermission(String role, String permission, Reason reason) {
        keep(Thing.ROLE_PERMISSION, role + ": " + permission, reason);
    }

    private static @Nullable RoleChange contentOf(@Nullable Template template, String name) {
        return template == null
                ? null
                : template.role(name).map(TemplateRole::content).orElse(null);
    }

    private static List<String> namesOf(@Nullable Template template) {
        return template == null
                ? List.of()
                : template.roles().stream().map(TemplateRole::name).toList();
    }

    private static List<String> without(Collection<String> some, Collection<String> others) {
        return some.stream().filter(value -> !others.contains(value)).sorted().toList();
    }
}
