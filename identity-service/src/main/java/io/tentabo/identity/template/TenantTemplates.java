package io.tentabo.identity.template;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.role.CustomRoles;
import io.tentabo.identity.role.Roles;
import io.tentabo.identity.tenant.TenantConfiguration;
import io.tentabo.identity.tenant.TenantConfigurations;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Installs, upgrades and removes templates in the caller's tenant, each in one transaction and exactly as its preview says.
 * Nobody gains by it: roles are made, changed and removed by the rules of {@link CustomRoles}, and settings are an owner's.
 */
@Singleton
class TenantTemplates {

    private static final String ENTITY = "tenant-template";

    private final Transactions transactions;
    private final TemplateSituations situations;
    private final TenantTemplateRows rows;
    private final CustomRoles roles;
    private final TenantConfigurations configurations;
    private final Journal journal;

    TenantTemplates(
            Transactions transactions,
            TemplateSituations situations,
            TenantTemplateRows rows,
            CustomRoles roles,
            TenantConfigurations configurations,
            Journal journal) {
        this.transactions = transactions;
        this.situations = situations;
        this.rows = rows;
        this.roles = roles;
        this.configurations = configurations;
        this.journal = journal;
    }

    /** @throws HttpProblem (in the returned Uni) as the action would, for what can be known before it */
    Uni<TemplatePreview> preview(TemplatePreviewRequest request) {
        return transactions.write(tx -> {
            requireWholeTenant(tx.caller());
            return situations
                    .read(tx, request.action(), request.slug(), request.version())
                    .map(situation -> {
                        TemplatePlan plan = situation.plan();
                        return new TemplatePreview(plan.difference(), plan.digest());
                    });
        });
    }

    /** @throws HttpProblem (in the returned Uni) 403, 409, 412 or 422 as the API documents */
    Uni<AppliedTemplate> install(TemplateInstallation request) {
        return act(TemplateAction.INSTALL, request.slug(), request.version(), request.digest());
    }

    /** @throws HttpProblem (in the returned Uni) 403, 404, 409, 412 or 422 as the API documents */
    Uni<AppliedTemplate> upgrade(String slug, TemplateUpgrade request) {
        return act(TemplateAction.UPGRADE, slug, request.version(), request.digest());
    }

    /** @throws HttpProblem (in the returned Uni) 403, 404 or 412 as the API documents */
    Uni<AppliedTemplate> remove(String slug, @Nullable String digest) {
        return act(TemplateAction.REMOVE, slug, null, digest);
    }

    private Uni<AppliedTemplate> act(
            TemplateAction action, String slug, @Nullable String version, @Nullable String digest) {
        return transactions.write(tx -> {
            requireWholeTenant(tx.caller());
            return situations.locked(tx, action, slug, version).chain(situation -> {
                TemplatePlan plan = situation.plan();
                requirePreviewed(plan, digest);
                requireMaySet(tx.caller(), plan);
                return apply(tx, situation, plan);
            });
        });
    }

    private Uni<AppliedTemplate> apply(Transaction tx, TemplateSituation situation, TemplatePlan plan) {
        TenantConfiguration after =
                new TenantConfiguration(List.copyOf(plan.features()), TemplateJson.settings(plan.settings()));
        return take(tx, plan.roleSteps())
                .chain(() -> configurations.change(tx, after))
                .chain(() ->
                        rows.write(tx, situation.rowId(), situation.target(), situation.statusAfter(), plan.applied()))
                .chain(() -> rows.write(tx, plan.takenOver()))
                .chain(() -> journal.write(tx, entry(situation, plan)))
                .chain(() -> rows.view(tx, situation.target().slug()))
                .map(view -> new AppliedTemplate(view, plan.difference()));
    }

    private Uni<Void> take(Transaction tx, List<RoleStep> steps) {
        Uni<Void> taken = Uni.createFrom().voidItem();
        for (RoleStep step : steps) {
            taken = taken.chain(() -> take(tx, step));
        }
        return taken;
    }

    private Uni<Void> take(Transaction tx, RoleStep step) {
        return switch (step) {
            case RoleStep.Create(UUID id, String name, var content) ->
                roles.add(tx, id, name, content).replaceWithVoid();
            case RoleStep.Change(var role, var content) ->
                roles.become(tx, role, content).replaceWithVoid();
            case RoleStep.Remove(var role) -> roles.remove(tx, role);
        };
    }

    /** Roles, features and settings have records of their own beside it. */
    private static AuditEntry entry(TemplateSituation situation, TemplatePlan plan) {
        TemplateDifference difference = plan.difference();
        Map<String, Object> after = Map.of(
                "slug", difference.slug(),
                "version", situation.target().version(),
                "status", situation.statusAfter(),
                "kept", difference.kept());
        return AuditEntry.of(
                done(difference.action()),
                ENTITY,
                situation.rowId(),
                difference.from() == null ? null : Map.of("slug", difference.slug(), "version", difference.from()),
                after);
    }

    private static String done(TemplateAction action) {
        return switch (action) {
            case INSTALL -> ENTITY + ".installed";
            case UPGRADE -> ENTITY + ".upgraded";
            case REMOVE -> ENTITY + ".removed";
        };
    }

    private static void requireWholeTenant(Caller caller) {
        if (caller.scope() != RowScope.TENANT) {
            throw CommonProblems.FORBIDDEN.with("Only who sees all of the tenant deals with its templates.");
        }
    }

    private static void requirePreviewed(TemplatePlan plan, @Nullable String digest) {
        if (digest != null && !digest.equals(plan.digest())) {
            throw TemplateProblems.MOVED_ON.with(
                    "It would not change any more what the preview showed. Ask for a new one.");
        }
    }

    private static void requireMaySet(Caller caller, TemplatePlan plan) {
        if (!plan.difference().settings().isEmpty() && !caller.hasAnyRole(Roles.OWNER)) {
            throw CommonProblems.FORBIDDEN.with("Only an owner changes the settings of the tenant, and this does.");
        }
    }
}
