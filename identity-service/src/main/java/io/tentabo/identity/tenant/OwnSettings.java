package io.tentabo.identity.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.permission.SystemRole;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The settings of the caller's tenant: all of its people read them, an owner changes them. */
@Singleton
class OwnSettings {

    private final Transactions transactions;
    private final Tenants tenants;
    private final TenantJournal journal;
    private final MergePatch mergePatch;
    private final InstantSource clock;

    OwnSettings(
            Transactions transactions,
            Tenants tenants,
            TenantJournal journal,
            MergePatch mergePatch,
            InstantSource clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.journal = journal;
        this.mergePatch = mergePatch;
        this.clock = clock;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 for a caller without a tenant */
    Uni<SettingsView> get() {
        return transactions.write(tx -> find(tx, LockModeType.NONE).chain(stored -> view(tx, stored)));
    }

    /**
     * Changes settings. The tenant is locked before them, as by everybody who tells of it: so events about a tenant are
     * in the order of its states.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 403 for whoever is no owner, 412 when
     *     the version has moved on, 422 for a value that does not exist
     */
    Uni<SettingsView> change(@Nullable String ifMatch, ObjectNode patch) {
        if (!CallerContext.current().hasAnyRole(SystemRole.OWNER.roleName())) {
            throw CommonProblems.FORBIDDEN.with("Only an owner changes the settings of the tenant.");
        }
        return transactions.write(tx -> tenants.lockedMaxUsers(tx)
                .chain(() -> find(tx, LockModeType.PESSIMISTIC_WRITE))
                .invoke(stored -> ETags.check(ifMatch, stored.version()))
                .chain(stored -> apply(tx, stored, mergePatch.apply(stored.settings(), patch, Settings.class))));
    }

    private Uni<SettingsView> apply(Transaction tx, StoredSettings stored, Settings after) {
        Settings before = stored.settings();
        if (after.equals(before)) {
            return view(tx, stored);
        }
        Tenants.requireExisting(after.shared());
        Integer days = after.registrationDays();
        if (days != null && !Settings.REGISTRATION_DAYS.contains(days)) {
            throw TenantProblems.UNKNOWN_SETTING.with(
                    "A registration protects for 30, 60, 90 or 120 days, or without end.",
                    Map.of("registrationDays", days));
        }
        stored.change(after, clock.instant());
        return tx.session()
                .flush()
                .chain(() -> tenants.get(stored.tenantId()))
                .chain(tenant -> journal.updated(tx, tenant, after.shared(), before, after))
                .chain(() -> view(tx, stored));
    }

    private static Uni<SettingsView> view(Transaction tx, StoredSettings stored) {
        return tx.session().find(Tenant.class, stored.tenantId()).map(tenant -> stored.view(tenant.features()));
    }

    private Uni<StoredSettings> find(Transaction tx, LockModeType lock) {
        Caller caller = tx.caller();
        UUID tenantId = caller.tenantId();
        if (tenantId == null) {
            throw CommonProblems.NOT_FOUND.with("The caller belongs to no tenant.");
        }
        return tx.session().find(StoredSettings.class, tenantId, lock);
    }
}
