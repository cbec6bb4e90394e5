package io.tentabo.identity.onboarding;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.role.Roles;
import io.tentabo.identity.seat.UserKind;
import io.tentabo.identity.tenant.TenantLives;
import io.tentabo.identity.tenant.TenantSettings;
import io.tentabo.identity.tenant.Tenants;
import io.tentabo.identity.user.NewUser;
import io.tentabo.identity.user.NewUsers;
import io.tentabo.kit.crypto.Sha256;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates tenants with their settings and their first administrator: all in one transaction, or nothing. */
@Singleton
class Onboarding {

    private final Transactions transactions;
    private final Tenants tenants;
    private final Roles roles;
    private final NewUsers newUsers;

    Onboarding(Transactions transactions, Tenants tenants, Roles roles, NewUsers newUsers) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.roles = roles;
        this.newUsers = newUsers;
    }

    /**
     * The operator, acting within the tenant that is to be created: its rows can be written in no other way.
     *
     * @param idempotencyKey if given, it decides the tenant's id, so that a repetition of the request finds the stored
     *     answer in the tenant that the first one created
     */
    static Caller withinNewTenant(Caller operator, @Nullable String idempotencyKey) {
        UUID tenantId = idempotencyKey == null ? Ids.next() : idOf(operator, idempotencyKey);
        return TenantLives.within(operator, tenantId);
    }

    /** Runs as {@link #withinNewTenant}. */
    Uni<OnboardedTenant> create(NewTenant request, String passwordHash) {
        TenantSettings settings = request.chosenSettings();
        NewTenant.Admin admin = request.admin();
        NewUser user = new NewUser(
                UserKind.ADMIN,
                admin.email(),
                admin.firstName(),
                admin.lastName(),
                null,
                null,
                null,
                null,
                List.of(Roles.OWNER),
                null,
                null,
                null);
        return transactions.write(
                tx -> tenants.create(tx, request.name(), request.slug(), request.chosenPlan(), settings)
                        .chain(tenant -> roles.named(tx, user.roles())
                                .chain(granted -> newUsers.add(tx, user, granted, passwordHash))
                                .map(first -> new OnboardedTenant(tenant, settings, first.id()))));
    }

    /** UUID version 8 of RFC 9562, from a digest of who asks and with which key. */
    private static UUID idOf(Caller operator, String idempotencyKey) {
        ByteBuffer digest = ByteBuffer.wrap(Sha256.of("tenant:" + operator.requireUserId() + ":" + idempotencyKey));
        return new UUID(
                (digest.getLong() & ~0xF000L) | 0x8000L,
                (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }
}
