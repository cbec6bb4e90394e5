package io.tentabo.identity.user;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.LocalIdentities;
import io.tentabo.identity.mail.Mails;
import io.tentabo.identity.onetime.TokenPurpose;
import io.tentabo.identity.role.GrantedRoles;
import io.tentabo.identity.role.Roles;
import io.tentabo.identity.seat.UserKind;
import io.tentabo.identity.tenant.Tenants;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Adds users to the caller's tenant, within the limit of its plan. */
@Singleton
public class NewUsers {

    private final Tenants tenants;
    private final Roles roles;
    private final LocalIdentities identities;
    private final Mails mails;
    private final UserJournal journal;
    private final InstantSource clock;

    NewUsers(
            Tenants tenants,
            Roles roles,
            LocalIdentities identities,
            Mails mails,
            UserJournal journal,
            InstantSource clock) {
        this.tenants = tenants;
        this.roles = roles;
        this.identities = identities;
        this.mails = mails;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Adds a person. Who may grant the roles is for the caller of this method to have checked.
     *
     * @param passwordHash of the password in the request, null if there is none
     */
    public Uni<UserView> add(Transaction tx, NewUser request, GrantedRoles granted, @Nullable String passwordHash) {
        requireConsistent(request, passwordHash);
        String email = LocalIdentities.normalised(request.email());
        return tenants.lockedMaxUsers(tx)
                .chain(limit -> UserRows.seatsTaken(tx).invoke(taken -> requireBelow(limit, taken)))
                .chain(() -> identities.account(tx, email))
                .chain(account -> store(
                        tx,
                        new User(
                                Ids.next(),
                                tx.caller().requireTenantId(),
                                account,
                                firstStatus(request, passwordHash),
                                email,
                                request,
                                clock.instant()),
                        granted,
                        passwordHash))
                .call(user -> request.isInvitation()
                        ? mails.sendAnew(tx, user.id(), TokenPurpose.INVITE)
                        : Uni.createFrom().voidItem());
    }

    /** Adds a service account, which takes no seat of the plan, and answers its id. */
    public Uni<UUID> addServiceAccount(Transaction tx, String name, Collection<String> roleNames) {
        return roles.named(tx, roleNames)
                .invoke(granted -> Roles.requireWithinOwn(tx.caller(), granted))
                .chain(granted -> store(
                        tx, new User(Ids.next(), tx.caller().requireTenantId(), name, clock.instant()), granted, null))
                .map(UserView::id);
    }

    private Uni<UserView> store(Transaction tx, User user, GrantedRoles granted, @Nullable String passwordHash) {
        List<String> names = granted.names();
        return tx.session()
                .persist(user)
                .chain(tx.session()::flush)
                .onFailure(UserProblems::isEmailTaken)
                .transform(ignored -> UserProblems.emailTaken())
                .onFailure(UserProblems::isUnknownOrganisation)
                .transform(ignored -> UserProblems.unknownOrganisation())
                .chain(() -> roles.replace(tx, user.id(), granted))
                .chain(() -> passwordHash == null
                        ? Uni.createFrom().voidItem()
                        : identities.setPassword(tx, user.id(), passwordHash))
                .chain(() -> journal.created(tx, user, names))
                .replaceWith(() -> user.view(names));
    }

    private static void requireConsistent(NewUser request, @Nullable String passwordHash) {
        if (request.kind() == UserKind.SERVICE) {
            throw UserProblems.SERVICE_ACCOUNT.with("Create a client; its service account comes with it.");
        }
        if (!request.kind().allows(request.partnerId(), request.distributorId(), request.customerId())) {
            throw UserProblems.scope(request.kind());
        }
        if (request.isInvitation() && (passwordHash != null || request.status() != null)) {
            throw UserProblems.INVITATION.with("Leave out password and status: an invited user chooses its password.");
        }
        if (request.kind() == UserKind.ADMIN && passwordHash == null && !request.isInvitation()) {
            throw UserProblems.adminNeedsPassword();
        }
    }

    private static UserStatus firstStatus(NewUser request, @Nullable String passwordHash) {
        UserStatus asked = request.status();
        if (asked == null) {
            return passwordHash == null ? UserStatus.INVITED : UserStatus.ACTIVE;
        }
        return switch (asked) {
            case ACTIVE, INVITED, PENDING_APPROVAL -> asked;
            case INACTIVE, SUSPENDED, LOCKED, DELETED ->
                throw UserProblems.ILLEGAL_STATUS.with("A user begins as ACTIVE, INVITED or PENDING_APPROVAL.");
        };
    }

    private static void requireBelow(int limit, long taken) {
        if (taken >= limit) {
            throw UserProblems.LIMIT_REACHED.with(
                    "The plan of this tenant allows " + limit + " users.", Map.of("limit", limit));
        }
    }
}
