package io.tentabo.identity.template;

import io.tentabo.identity.role.CustomRoles;
import io.tentabo.identity.tenant.Feature;
import io.tentabo.identity.tenant.Settings;
import io.tentabo.model.permission.SystemRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a template must keep to. A service whose templates do not does not start. */
final class TemplateRules {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern ROLE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /** A tenant chooses these when it begins; they are nothing that a way of working would bring. */
    private static final Set<String> CHOSEN_BY_THE_TENANT = Set.of("defaultCurrency", "timezone", "locale");

    private final List<String> complaints = new ArrayList<>();

    private TemplateRules() {}

    /** @throws IllegalStateException that names everything that is wrong with them */
    static void check(List<Template> templates) {
        TemplateRules rules = new TemplateRules();
        templates.forEach(rules::check);
        rules.checkTogether(templates);
        if (!rules.complaints.isEmpty()) {
            throw new IllegalStateException("The templates cannot be used: " + String.join("; ", rules.complaints));
        }
    }

    private void check(Template template) {
        require(template, SLUG.matcher(template.slug()).matches(), "the slug is malformed");
        require(template, TemplateVersions.isVersion(template.version()), "the version is not major.minor.patch");
        for (String feature : template.features()) {
            require(template, Feature.named(feature).isPresent(), "there is no feature " + feature);
        }
        for (String permission : template.permissions()) {
            require(
                    template,
                    CustomRoles.CATALOGUE.contains(permission),
                    "no tenant's people can be permitted " + permission);
        }
        template.roles().forEach(role -> check(template, role));
        Set<String> permitted = new TreeSet<>();
        template.roles().forEach(role -> permitted.addAll(role.permissions()));
        require(
                template,
                permitted.equals(new TreeSet<>(template.permissions())),
                "its permissions are not those of its roles, which are " + permitted);
        checkSettings(template);
    }

    private void check(Template template, TemplateRole role) {
        String name = role.name();
        require(template, ROLE_NAME.matcher(name).matches(), "the role " + name + " has a malformed name");
        require(template, SystemRole.named(name).isEmpty(), "the role " + name + " is the system's");
    }

    private void checkSettings(Template template) {
        Map<String, Object> settings = template.settings();
        for (String name : settings.keySet()) {
            require(template, !CHOSEN_BY_THE_TENANT.contains(name), name + " is the tenant's own choice");
        }
        Map<String, Object> wanted = new TreeMap<>(TemplateJson.values(Settings.DEFAULTS));
        wanted.putAll(settings);
        try {
            Settings read = TemplateJson.settings(wanted);
            require(template, TemplateJson.values(read).equals(wanted), "its settings are not written as the API does");
            Integer days = read.registrationDays();
            require(
                    template,
                    days == null || Settings.REGISTRATION_DAYS.contains(days),
                    "a registration cannot protect for so many days");
        } catch (IllegalArgumentException e) {
            require(template, false, "its settings cannot be read: " + e.getMessage());
        }
    }

    private void checkTogether(List<Template> templates) {
        Set<String> versions = new HashSet<>();
        Map<String, String> rolesOf = new HashMap<>();
        for (Template template : templates) {
            require(template, versions.add(template.title()), "there are two of this version");
            for (TemplateRole role : template.roles()) {
                String owner = rolesOf.computeIfAbsent(role.name(), name -> template.slug());
                require(template, owner.equals(template.slug()), owner + " has a role " + role.name() + ", too");
            }
        }
    }

    private void require(Template template, boolean holds, String complaint) {
        if (!holds) {
            complaints.add(template.title() + ": " + complaint);
        }
    }
}
