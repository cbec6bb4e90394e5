package io.tentabo.identity.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.BlockedTenants;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What operators do with existing tenants.
 *
 * <p>Sign-in and refresh read a tenant's status themselves. Access tokens that are out already are refused by every
 * service as {@link BlockedTenants} describes: by this process at once, by the others of this service within five
 * seconds, and by other services that long after the event has reached them.
 */
@Singleton
public class TenantLives {

    private final Transactions transactions;
    private final CallerContext callers;
    private final SettingRows settings;
    private final TenantJournal journal;
    private final MergePatch mergePatch;
    private final BlockedTenants blocked;
    private final TenantLifeRule rule;
    private final InstantSource clock;

    TenantLives(
            Transactions transactions,
            CallerContext callers,
            SettingRows settings,
            TenantJournal journal,
            MergePatch mergePatch,
            BlockedTenants blocked,
            TenantLifeRule rule,
            InstantSource clock) {
        this.transactions = transactions;
        this.callers = callers;
        this.settings = settings;
        this.journal = journal;
        this.mergePatch = mergePatch;
        this.blocked = blocked;
        this.rule = rule;
        this.clock = clock;
    }

    /** The operator, acting within a tenant: its rows, audit and events are written in no other way. */
    public static Caller within(Caller operator, UUID tenantId) {
        return new Caller(
                tenantId,
                operator.userId(),
                operator.actorType(),
                RowScope.TENANT,
                operator.roles(),
                operator.permissions(),
                null,
                null,
                null,
                operator.origin());
    }

    /**
     * Changes plan, limits, features and contacts.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 409 while the tenant is being purged, 412
     *     when the version has moved on
     */
    public Uni<TenantView> change(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return write(id, ifMatch, null, tx -> tenant -> {
            TenantChange before = tenant.editable();
            TenantChange after = mergePatch.apply(before, patch, TenantChange.class);
            if (after.equals(before)) {
                return Uni.createFrom().item(tenant::view);
            }
            tenant.change(after, clock.instant());
            return tx.session()
                    .flush()
                    .chain(() -> settings.initial(tx))
                    .chain(known -> journal.updated(tx, tenant.view(), known, before, after))
                    .replaceWith(tenant::view);
        });
    }

    /**
     * Takes a tenant to the next step of its life; where it is already, nothing changes.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 409 when its life does not lead there,
     *     412 when the version has moved on
     */
    public Uni<TenantView> become(UUID id, @Nullable String ifMatch, TenantStatusChange change) {
        return write(id, ifMatch, change.status(), tx -> tenant -> {
            TenantStatus before = tenant.status();
            if (before == change.status()) {
                return Uni.createFrom().item(tenant::view);
            }
            tenant.become(change.status(), clock.instant());
            tx.afterCommit(blocked::refreshSoon);
            return tx.session()
                    .flush()
                    .chain(() -> settings.initial(tx))
                    .chain(known -> journal.became(tx, tenant.view(), known, before, change.reason()))
                    .replaceWith(tenant::view);
        });
    }

    private Uni<TenantView> write(
            UUID id,
            @Nullable String ifMatch,
            @Nullable TenantStatus next,
            Function<Transaction, Function<Tenant, Uni<TenantView>>> work) {
        return callers.as(
                within(CallerContext.current(), id),
                () -> transactions.write(tx -> tx.session()
                        .find(Tenant.class, id, LockModeType.PESSIMISTIC_WRITE)
                        .onItem()
                        .ifNull()
                        .failWith(() -> CommonProblems.notFound(TenantJournal.TENANT, id))
                        .invoke(tenant -> ETags.check(ifMatch, tenant.version()))
                        .call(() -> rule.allow(tx, next))
                        .chain(tenant -> work.apply(tx).apply(tenant))));
    }
}
