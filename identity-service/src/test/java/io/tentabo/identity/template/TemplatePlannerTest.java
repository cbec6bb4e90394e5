package io.tentabo.identity.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.identity.role.HeldRole;
import io.tentabo.identity.role.RoleChange;
import io.tentabo.identity.role.RoleView;
import io.tentabo.identity.template.TemplateDifference.Kept;
import io.tentabo.identity.template.TemplateDifference.Reason;
import io.tentabo.identity.template.TemplateDifference.Role;
import io.tentabo.identity.template.TemplateDifference.RoleFate;
import io.tentabo.identity.template.TemplateDifference.Setting;
import io.tentabo.identity.template.TemplateDifference.Thing;
import io.tentabo.identity.tenant.Settings;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemplatePlannerTest {

    private final Place place = new Place();

    @Test
    void anInstallOnAFreshTenantTakesEverything() {
        // Given
        Template template =
                template("1.0.0", List.of("cart", "portal"), Map.of("portalEnabled", true), role("leads.read"));

        // When
        TemplatePlan plan = place.install(template);

        // Then
        assertThat(plan.difference().features().switchedOn()).containsExactly("cart", "portal");
        assertThat(plan.difference().roles())
                .containsExactly(new Role(
                        "desk", RoleFate.CREATED, null, content("leads.read"), List.of("leads.read"), List.of()));
        assertThat(plan.difference().settings()).containsExactly(new Setting("portalEnabled", false, true));
        assertThat(plan.difference().kept()).isEmpty();
    }

    @Test
    void whatTheTenantHadItsOwnWayBeforeStays() {
        // Given
        place.settings.put("sampleAllowancePerRep", 100);
        place.features.add("portal");
        place.roles.put("desk", held(UUID.randomUUID(), content("orders.read"), 0));
        Template template =
                template("1.0.0", List.of("portal"), Map.of("sampleAllowancePerRep", 80), role("leads.read"));

        // When
        TemplatePlan plan = place.install(template);

        // Then
        assertThat(plan.roleSteps()).isEmpty();
        assertThat(plan.difference().features().switchedOn()).isEmpty();
        assertThat(plan.difference().kept())
                .containsExactly(
                        Kept.of(Thing.ROLE, "desk", Reason.NAME_TAKEN),
                        new Kept(Thing.SETTING, "sampleAllowancePerRep", Reason.EDITED, 100, 80, null));
        place.become(plan);
        TemplatePlan removal = place.remove(template);
        assertThat(removal.difference().features().switchedOff()).isEmpty();
        assertThat(removal.difference().roles()).isEmpty();
        assertThat(removal.difference().settings()).isEmpty();
    }

    @Test
    void aRemovalUndoesAnInstall() {
        // Given
        Template template = template("1.0.0", List.of("portal"), Map.of("registrationDays", 90), role("leads.read"));
        Map<String, Object> before = Map.copyOf(place.settings);
        place.become(place.install(template));

        // When
        TemplatePlan removal = place.remove(template);

        // Then
        assertThat(removal.difference().features().switchedOff()).containsExactly("portal");
        assertThat(removal.difference().roles()).extracting(Role::fate).containsExactly(RoleFate.REMOVED);
        assertThat(removal.difference().settings()).containsExactly(new Setting("registrationDays", 90, null));
        assertThat(removal.features()).isEmpty();
        assertThat(removal.settings()).isEqualTo(before);
        assertThat(removal.applied()).isEqualTo(Applied.NOTHING);
    }

    @Test
    void anUpgradeMergesARolePermissionByPermission() {
        // Given
        Template first = template(
                "1.0.0", List.of(), Map.of(), role("contacts.read", "leads.read", "orders.read", "tasks.read"));
        Template second =
                template("2.0.0", List.of(), Map.of(), role("contacts.read", "deals.read", "leads.read", "tasks.read"));
        place.become(place.install(first));
        place.edit("desk", content("audit.read", "contacts.read", "leads.read", "orders.read"));

        // When
        TemplatePlan plan = place.upgrade(first, second);

        // Then
        assertThat(plan.difference().roles()).singleElement().satisfies(role -> {
            assertThat(role.permissionsAdded()).containsExactly("deals.read");
            assertThat(role.permissionsRemoved()).containsExactly("orders.read");
            assertThat(role.after()).isEqualTo(content("audit.read", "contacts.read", "deals.read", "leads.read"));
        });
        assertThat(plan.difference().kept())
                .containsExactly(
                        Kept.of(Thing.ROLE_PERMISSION, "desk: audit.read", Reason.EDITED),
                        Kept.of(Thing.ROLE_PERMISSION, "desk: tasks.read", Reason.TAKEN_AWAY));
        place.become(plan);
        assertThat(place.upgrade(second, second).difference().roles()).isEmpty();
    }

    @Test
    void whatTheTenantTookAwayDoesNotComeBack() {
        // Given
        Template first = template("1.0.0", List.of("portal"), Map.of("paceRiskDays", 3), role("leads.read"));
        Template second =
                template("2.0.0", List.of("portal"), Map.of("paceRiskDays", 4), role("leads.read", "orders.read"));
        Template third = template("3.0.0", List.of("portal"), Map.of("paceRiskDays", 5), role("orders.read"));
        place.become(place.install(first));
        place.roles.clear();
        place.features.clear();
        place.settings.put("paceRiskDays", 2);

        // When
        TemplatePlan plan = place.upgrade(first, second);

        // Then
        List<Kept> kept = List.of(
                Kept.of(Thing.FEATURE, "portal", Reason.TAKEN_AWAY),
                Kept.of(Thing.ROLE, "desk", Reason.TAKEN_AWAY),
                new Kept(Thing.SETTING, "paceRiskDays", Reason.EDITED, 2, 4, null));
        assertThat(plan.difference().kept()).isEqualTo(kept);
        assertThat(plan.roleSteps()).isEmpty();
        assertThat(plan.difference().settings()).isEmpty();
        place.become(plan);
        assertThat(place.upgrade(second, third).difference().kept())
                .extracting(Kept::thing)
                .containsExactly(Thing.FEATURE, Thing.ROLE, Thing.SETTING);
    }

    @Test
    void aSettingThatHadTheOfferedValueAnywayFollowsTheNextVersion() {
        // Given
        Template first = template("1.0.0", List.of(), Map.of("paceRiskDays", 2));
        Template second = template("2.0.0", List.of(), Map.of("paceRiskDays", 4));
        place.become(place.install(first));

        // When
        TemplatePlan plan = place.upgrade(first, second);

        // Then
        assertThat(plan.difference().settings()).containsExactly(new Setting("paceRiskDays", 2, 4));
        place.become(plan);
        assertThat(place.remove(second).difference().settings()).containsExactly(new Setting("paceRiskDays", 4, 2));
    }

    @Test
    void aRoleThatIsHeldOutlivesTheTemplateAndIsTakenUpAgain() {
        // Given
        Template template = template("1.0.0", List.of(), Map.of(), role("leads.read"));
        place.become(place.install(template));
        place.hold("desk", 2);

        // When
        TemplatePlan removal = place.remove(template);

        // Then
        assertThat(removal.roleSteps()).isEmpty();
        assertThat(removal.difference().kept())
                .containsExactly(new Kept(Thing.ROLE, "desk", Reason.HELD, null, null, 2));
        place.become(removal);
        TemplatePlan again = place.install(template("1.1.0", List.of(), Map.of(), role("leads.read", "orders.read")));
        assertThat(again.difference().roles()).singleElement().satisfies(role -> assertThat(role.permissionsAdded())
                .containsExactly("orders.read"));
    }

    @Test
    void aRoleThatWasLeftByAnUpgradeIsLeftByTheNextOneToo() {
        // Given
        Template first = template("1.0.0", List.of(), Map.of(), role("leads.read"));
        Template second = template("2.0.0", List.of(), Map.of());
        Template third = template("3.0.0", List.of(), Map.of());
        place.become(place.install(first));
        place.hold("desk", 1);
        place.become(place.upgrade(first, second));
        place.hold("desk", 0);

        // When
        TemplatePlan plan = place.upgrade(second, third);

        // Then
        assertThat(plan.roleSteps()).isEmpty();
        assertThat(plan.difference().kept()).isEmpty();
    }

    @Test
    void whatAnotherTemplateNeedsStaysAndGoesWithThatOne() {
        // Given
        Template mine = template("1.0.0", List.of("portal"), Map.of("portalEnabled", true));
        Template theirs = other(List.of("portal"), Map.of("portalEnabled", true));
        place.become(place.install(mine));
        InstalledTemplate other =
                installed(theirs, place.installNextTo(theirs, mine).applied());

        // When
        TemplatePlan removal = place.remove(mine, other);

        // Then
        assertThat(removal.features()).containsExactly("portal");
        assertThat(removal.difference().settings()).isEmpty();
        assertThat(removal.difference().kept())
                .extracting(Kept::reason)
                .containsExactly(Reason.NEEDED_BY_ANOTHER, Reason.NEEDED_BY_ANOTHER);
        place.become(removal);
        place.base = removal.takenOver().getOrDefault(other.row().id(), Applied.NOTHING);
        TemplatePlan last = place.remove(theirs);
        assertThat(last.difference().features().switchedOff()).containsExactly("portal");
        assertThat(last.difference().settings()).containsExactly(new Setting("portalEnabled", true, false));
    }

    @Test
    void theDigestIsThatOfTheDifferenceAndNotOfWhatIsMadeUpForIt() {
        // Given
        Template template = template("1.0.0", List.of("portal"), Map.of(), role("leads.read"));
        String digest = place.install(template).digest();

        // When
        place.features.add("portal");

        // Then
        assertThat(new Place().install(template).digest()).isEqualTo(digest);
        assertThat(place.install(template).digest()).isNotEqualTo(digest);
    }

    private static Template template(
            String version, List<String> features, Map<String, Object> settings, TemplateRole... roles) {
        return template("mine", version, features, settings, roles);
    }

    private static Template other(List<String> features, Map<String, Object> settings) {
        return template("theirs", "1.0.0", features, settings);
    }

    private static Template template(
            String slug, String version, List<String> features, Map<String, Object> settings, TemplateRole... roles) {
        List<String> none = List.of();
        return new Template(
                slug,
                version,
                slug,
                "",
                "",
                none,
                "",
                features,
                none,
                List.of(roles),
                settings,
                none,
                none,
                none,
                none,
                "",
                "",
                "");
    }

    private static TemplateRole role(String... permissions) {
        return new TemplateRole("desk", "A desk", List.of(permissions));
    }

    private static RoleChange content(String... permissions) {
        return new RoleChange("A desk", List.of(permissions));
    }

    private static HeldRole held(UUID id, RoleChange content, int holders) {
        return new HeldRole(new RoleView(id, "desk", content.description(), false, content.permissions(), 0), holders);
    }

    private static InstalledTemplate installed(Template template, Applied applied) {
        return new InstalledTemplate(
                new TenantTemplate(
                        UUID.randomUUID(),
                        template.slug(),
                        template.version(),
                        TenantTemplateStatus.INSTALLED,
                        applied,
                        null,
                        Instant.EPOCH),
                template);
    }

    /** A tenant that plans are carried out in. */
    private static final class Place {

        private final Set<String> features = new HashSet<>();
        private final Map<String, Object> settings = new HashMap<>(TemplateJson.values(Settings.DEFAULTS));
        private final Map<String, HeldRole> roles = new HashMap<>();
        private Applied base = Applied.NOTHING;

        TemplatePlan install(Template to) {
            return plan(TemplateAction.INSTALL, base, null, to);
        }

        TemplatePlan installNextTo(Template to, Template installed) {
            return plan(TemplateAction.INSTALL, Applied.NOTHING, null, to, installed(installed, base));
        }

        TemplatePlan upgrade(Template from, Template to) {
            return plan(TemplateAction.UPGRADE, base, from, to);
        }

        TemplatePlan remove(Template from, InstalledTemplate... others) {
            return plan(TemplateAction.REMOVE, base, from, null, others);
        }

        void become(TemplatePlan plan) {
            features.clear();
            features.addAll(plan.features());
            settings.clear();
            settings.putAll(plan.settings());
            base = plan.applied();
            for (RoleStep step : plan.roleSteps()) {
                switch (step) {
                    case RoleStep.Create(UUID id, String name, RoleChange content) ->
                        roles.put(name, held(id, content, 0));
                    case RoleStep.Change(RoleView role, RoleChange content) -> edit(role.name(), content);
                    case RoleStep.Remove(RoleView role) -> roles.remove(role.name());
                }
            }
        }

        void edit(String name, RoleChange content) {
            roles.computeIfPresent(name, (key, known) -> held(known.role().id(), content, known.holders()));
        }

        void hold(String name, int holders) {
            roles.computeIfPresent(
                    name, (key, known) -> held(known.role().id(), known.role().editable(), holders));
        }

        private TemplatePlan plan(
                TemplateAction action,
                Applied applied,
                @Nullable Template from,
                @Nullable Template to,
                InstalledTemplate... others) {
            Present present = new Present(Set.copyOf(features), Map.copyOf(settings), Map.copyOf(roles));
            return new TemplatePlanner(action, present, applied, from, to, List.of(others), UUID::randomUUID).plan();
        }
    }
}
