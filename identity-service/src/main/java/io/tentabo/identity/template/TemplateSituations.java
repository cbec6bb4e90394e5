package io.tentabo.identity.template;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.role.CustomRoles;
import io.tentabo.identity.role.HeldRole;
import io.tentabo.identity.tenant.TenantConfiguration;
import io.tentabo.identity.tenant.TenantConfigurations;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads all that decides what an action on a template changes. */
@Singleton
class TemplateSituations {

    private final TemplateRegistry registry;
    private final TenantTemplateRows rows;
    private final TenantConfigurations configurations;
    private final CustomRoles roles;

    TemplateSituations(
            TemplateRegistry registry,
            TenantTemplateRows rows,
            TenantConfigurations configurations,
            CustomRoles roles) {
        this.registry = registry;
        this.rows = rows;
        this.configurations = configurations;
        this.roles = roles;
    }

    /**
     * As things stand.
     *
     * @throws HttpProblem (in the returned Uni) 404, 409 or 422 when the action cannot be
     */
    Uni<TemplateSituation> read(Transaction tx, TemplateAction action, String slug, @Nullable String version) {
        return configurations
                .get(tx)
                .chain(configuration ->
                        situation(tx, action, slug, version, configuration, names -> roles.named(tx, names)));
    }

    /**
     * As things stand, and will until the end of the transaction: the tenant is locked first, so that what is done with
     * its templates is done one after the other.
     *
     * @throws HttpProblem (in the returned Uni) 404, 409 or 422 when the action cannot be
     */
    Uni<TemplateSituation> locked(Transaction tx, TemplateAction action, String slug, @Nullable String version) {
        return configurations
                .locked(tx)
                .chain(configuration ->
                        situation(tx, action, slug, version, configuration, names -> roles.lockedNamed(tx, names)));
    }

    private Uni<TemplateSituation> situation(
            Transaction tx,
            TemplateAction action,
            String slug,
            @Nullable String version,
            TenantConfiguration configuration,
            Function<Set<String>, Uni<List<HeldRole>>> findRoles) {
        return rows.all(tx).chain(all -> {
            Set<String> slugs = new TreeSet<>(Set.of(slug));
            all.stream().filter(TenantTemplate::isInstalled).forEach(row -> slugs.add(row.slug()));
            return registry.versions(tx, slugs).chain(known -> {
                TenantTemplate row = all.stream()
                        .filter(candidate -> candidate.slug().equals(slug))
                        .findFirst()
                        .orElse(null);
                Template from = row == null || !row.isInstalled() ? null : installed(known, row);
                Template to = target(action, slug, version, from, known);
                List<InstalledTemplate> others = all.stream()
                        .filter(other -> other.isInstalled() && !other.slug().equals(slug))
                        .map(other -> new InstalledTemplate(other, installed(known, other)))
                        .toList();
                UUID rowId = row == null ? Ids.next() : row.id();
                return findRoles
                        .apply(roleNames(row, to))
                        .map(found -> new TemplateSituation(
                                action, rowId, row, from, to, others, present(configuration, found)));
            });
        });
    }

    /** The version to come, once it is clear that the action can be. */
    private static @Nullable Template target(
            TemplateAction action,
            String slug,
            @Nullable String version,
            @Nullable Template from,
            List<Template> known) {
        if (action != TemplateAction.INSTALL && from == null) {
            throw CommonProblems.NOT_FOUND.with("The template " + slug + " is not installed.");
        }
        if (action == TemplateAction.REMOVE) {
            return null;
        }
        Template to = known.stream()
                .filter(template -> template.slug().equals(slug))
                .filter(template -> version == null || template.version().equals(version))
                .findFirst()
                .orElseThrow(() -> TemplateProblems.UNKNOWN.with(
                        "There is no template " + slug + (version == null ? "." : " of version " + version + ".")));
        if (action == TemplateAction.INSTALL && from != null) {
            throw TemplateProblems.ALREADY_INSTALLED.with(from.title() + " is installed: upgrade it.");
        }
        if (from != null && TemplateVersions.ORDER.compare(to, from) <= 0) {
            throw TemplateProblems.NOT_NEWER.with(
                    from.title() + " is installed, which is not older than " + to.version() + ".");
        }
        return to;
    }

    private static Template installed(List<Template> known, TenantTemplate row) {
        return known.stream()
                .filter(template ->
                        template.slug().equals(row.slug()) && template.version().equals(row.version()))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> roleNames(@Nullable TenantTemplate row, @Nullable Template to) {
        Set<String> names = new TreeSet<>();
        if (row != null) {
            names.addAll(row.applied().roles().keySet());
        }
        if (to != null) {
            to.roles().forEach(role -> names.add(role.name()));
        }
        return names;
    }

    private static Present present(TenantConfiguration configuration, List<HeldRole> found) {
        return new Present(
                Set.copyOf(configuration.features()),
                TemplateJson.values(configuration.settings()),
                found.stream()
                        .collect(Collectors.toMap(
                                held -> Objects.requireNonNull(held).role().name(), Function.identity())));
    }
}
