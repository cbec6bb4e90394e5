package io.tentabo.identity.template;

import io.tentabo.identity.template.Applied.AppliedSetting;
import io.tentabo.identity.template.TemplateDifference.Features;
import io.tentabo.identity.template.TemplateDifference.Kept;
import io.tentabo.identity.template.TemplateDifference.Reason;
import io.tentabo.identity.template.TemplateDifference.Setting;
import io.tentabo.identity.template.TemplateDifference.Thing;
import io.tentabo.identity.tenant.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Works out what an action changes. Three states are compared: what the template has made of the tenant, how the tenant
 * stands, and what the template's next version brings. Where the tenant stands as the template left it, the next version
 * counts; where somebody has changed it since, that stays, and the difference says so. Pure arithmetic.
 */
final class TemplatePlanner {

    private static final Map<String, Object> DEFAULTS = TemplateJson.values(Settings.DEFAULTS);

    private final TemplateAction action;
    private final Present present;
    private final Applied base;
    private final @Nullable Template from;
    private final @Nullable Template to;
    private final List<InstalledTemplate> others;
    private final Supplier<UUID> ids;

    private final List<Kept> kept = new ArrayList<>();
    private final SortedSet<String> features;
    private final SortedSet<String> ownFeatures = new TreeSet<>();
    private final SortedMap<String, Object> settings;
    private final SortedMap<String, AppliedSetting> ownSettings = new TreeMap<>();
    private final List<Setting> settingChanges = new ArrayList<>();
    private final Map<UUID, Applied> takenOver = new HashMap<>();

    /**
     * A plan to be made.
     *
     * @param base what the template has done so far: nothing, or what was left when it was removed
     * @param from the installed version, or null
     * @param to the version to come, or null for a removal
     * @param others the tenant's other installed templates
     * @param ids of roles to be created
     */
    TemplatePlanner(
            TemplateAction action,
            Present present,
            Applied base,
            @Nullable Template from,
            @Nullable Template to,
            List<InstalledTemplate> others,
            Supplier<UUID> ids) {
        this.action = action;
        this.present = present;
        this.base = base;
        this.from = from;
        this.to = to;
        this.others = others;
        this.ids = ids;
        this.features = new TreeSet<>(present.features());
        this.settings = new TreeMap<>(present.settings());
    }

    TemplatePlan plan() {
        planFeatures();
        RolePlanner roles = new RolePlanner(present, base, from, to, ids, kept);
        roles.plan();
        planSettings();
        Template named = Objects.requireNonNull(to == null ? from : to);
        TemplateDifference difference = new TemplateDifference(
                named.slug(),
                action,
                from == null ? null : from.version(),
                to == null ? null : to.version(),
                new Features(added(features, present.features()), added(present.features(), features)),
                roles.changes(),
                settingChanges,
                kept);
        return new TemplatePlan(
                difference,
                features,
                settings,
                roles.steps(),
                new Applied(ownFeatures, roles.own(), ownSettings),
                takenOver);
    }

    private void planFeatures() {
        Set<String> before = from == null ? Set.of() : Set.copyOf(from.features());
        Set<String> after = to == null ? Set.of() : Set.copyOf(to.features());
        for (String feature : new TreeSet<>(after)) {
            boolean isOn = present.features().contains(feature);
            if (isOn && base.features().contains(feature)) {
                ownFeatures.add(feature);
            } else if (!isOn && before.contains(feature)) {
                keep(Thing.FEATURE, feature, Reason.TAKEN_AWAY);
            } else if (!isOn) {
                features.add(feature);
                ownFeatures.add(feature);
            }
        }
        for (String feature : new TreeSet<>(before)) {
            if (!after.contains(feature) && present.features().contains(feature)) {
                dropFeature(feature);
            }
        }
    }

    private void dropFeature(String feature) {
        Optional<InstalledTemplate> heir = others.stream()
                .filter(other -> other.template().features().contains(feature))
                .findFirst();
        if (!base.features().contains(feature)) {
            keep(Thing.FEATURE, feature, Reason.EDITED);
        } else if (heir.isPresent()) {
            takeOver(heir.get(), Set.of(feature), Map.of());
            keep(Thing.FEATURE, feature, Reason.NEEDED_BY_ANOTHER);
        } else {
            features.remove(feature);
        }
    }

    private void planSettings() {
        Map<String, Object> before = from == null ? Map.of() : from.settings();
        Map<String, Object> after = to == null ? Map.of() : to.settings();
        SortedSet<String> names = new TreeSet<>(after.keySet());
        names.addAll(base.settings().keySet());
        for (String name : names) {
            AppliedSetting own = base.settings().get(name);
            Object offered = after.get(name);
            if (offered == null) {
                dropSetting(name, Objects.requireNonNull(own));
            } else if (own != null) {
                renewSetting(name, own, offered);
            } else {
                offerSetting(name, offered, before.getOrDefault(name, DEFAULTS.get(name)));
            }
        }
    }

    /**
     * A setting that the template has not set so far.
     *
     * @param untouched the value that nobody has chosen: of the installed version, or else what tenants begin with
     */
    private void offerSetting(String name, Object offered, @Nullable Object untouched) {
        Object value = present.setting(name);
        if (offered.equals(value)) {
            return;
        }
        if (!Objects.equals(value, untouched)) {
            keepSetting(name, isSetByAnother(name, value) ? Reason.SET_BY_ANOTHER : Reason.EDITED, offered);
        } else {
            set(name, offered);
            ownSettings.put(name, new AppliedSetting(value, offered));
        }
    }

    /** A setting that the template has set. */
    private void renewSetting(String name, AppliedSetting own, Object offered) {
        Object value = present.setting(name);
        if (own.value().equals(value)) {
            set(name, offered);
            ownSettings.put(name, new AppliedSetting(own.before(), offered));
        } else if (!offered.equals(value)) {
            keepSetting(name, Reason.EDITED, offered);
        }
    }

    /** A setting that the template has set and sets no longer. */
    private void dropSetting(String name, AppliedSetting own) {
        Object value = present.setting(name);
        Optional<InstalledTemplate> heir = others.stream()
                .filter(other -> own.value().equals(other.template().settings().get(name)))
                .findFirst();
        if (!own.value().equals(value)) {
            keepSetting(name, Reason.EDITED, own.before());
        } else if (heir.isPresent()) {
            takeOver(heir.get(), Set.of(), Map.of(name, own));
            keepSetting(name, Reason.NEEDED_BY_ANOTHER, own.before());
        } else {
            set(name, own.before());
        }
    }

    private boolean isSetByAnother(String name, @Nullable Object value) {
        return others.stream()
                .map(other -> other.row().applied().settings().get(name))
                .anyMatch(applied -> applied != null && applied.value().equals(value));
    }

    private void set(String name, @Nullable Object value) {
        Object before = value == null ? settings.remove(name) : settings.put(name, value);
        if (!Objects.equals(before, value)) {
            settingChanges.add(new Setting(name, before, value));
        }
    }

    private void takeOver(InstalledTemplate heir, Set<String> moreFeatures, Map<String, AppliedSetting> moreSettings) {
        takenOver.merge(
                heir.row().id(),
                heir.row().applied().takingOver(moreFeatures, moreSettings),
                (known, ignored) -> known.takingOver(moreFeatures, moreSettings));
    }

    private void keep(Thing thing, String name, Reason reason) {
        kept.add(Kept.of(thing, name, reason));
    }

    private void keepSetting(String name, Reason reason, @Nullable Object offered) {
        kept.add(new Kept(Thing.SETTING, name, reason, present.setting(name), offered, null));
    }

    private static List<String> added(Set<String> after, Set<String> before) {
        return after.stream().filter(value -> !before.contains(value)).sorted().toList();
    }
}
