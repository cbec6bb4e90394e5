package io.tentabo.identity.user;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.LocalIdentities;
import io.tentabo.identity.apikey.ApiKeys;
import io.tentabo.identity.mail.Mails;
import io.tentabo.identity.onetime.TokenPurpose;
import io.tentabo.identity.role.GrantedRoles;
import io.tentabo.identity.role.Roles;
import io.tentabo.identity.seat.UserKind;
import io.tentabo.identity.session.RevokeReason;
import io.tentabo.identity.session.Sessions;
import io.tentabo.identity.tenant.Tenants;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.UserRemoved;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The users of the caller's tenant. Nobody changes a user that may do more than themselves, nor gives anyone more than
 * they have, and a tenant always keeps an active owner.
 *
 * <p>A user that may no longer do what it could is refused its next refresh or gets the new permissions with it, so what
 * an access token still says is outdated for at most its five minutes.
 */
@Singleton
public class Users {

    private static final String USER = "user";

    private final Transactions transactions;
    private final NewUsers newUsers;
    private final Tenants tenants;
    private final Roles roles;
    private final LocalIdentities identities;
    private final Sessions sessions;
    private final ApiKeys apiKeys;
    private final Mails mails;
    private final UserJournal journal;
    private final MergePatch mergePatch;
    private final Cursors cursors;
    private final InstantSource clock;

    Users(
            Transactions transactions,
            NewUsers newUsers,
            Tenants tenants,
            Roles roles,
            LocalIdentities identities,
            Sessions sessions,
            ApiKeys apiKeys,
            Mails mails,
            UserJournal journal,
            MergePatch mergePatch,
            Cursors cursors,
            InstantSource clock) {
        this.transactions = transactions;
        this.newUsers = newUsers;
        this.tenants = tenants;
        this.roles = roles;
        this.identities = identities;
        this.sessions = sessions;
        this.apiKeys = apiKeys;
        this.mails = mails;
        this.journal = journal;
        this.mergePatch = mergePatch;
        this.cursors = cursors;
        this.clock = clock;
    }

    Uni<Page<UserView>> list(UserFilter filter, PageRequest page) {
        return UserRows.list(filter).fetch(transactions, cursors, page, UserRows::view);
    }

    Uni<UserView> get(UUID id) {
        return transactions.write(tx -> find(tx, id, LockModeType.NONE)
                .chain(user -> roles.heldBy(tx, id).map(held -> user.view(held.names()))));
    }

    Uni<UserView> create(NewUser request, @Nullable String passwordHash) {
        return transactions.write(tx -> roles.named(tx, request.roles())
                .invoke(granted -> Roles.requireWithinOwn(tx.caller(), granted))
                .chain(granted -> newUsers.add(tx, request, granted, passwordHash)));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 412 when the version has moved on */
    Uni<UserView> change(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> managed(tx, id, ifMatch)
                .chain(managed -> change(tx, managed, now -> mergePatch.apply(now, patch, UserChange.class))));
    }

    /** Gives a user a role that it may have already. */
    Uni<UserView> grant(UUID id, UUID roleId) {
        return transactions.write(tx -> managed(tx, id, null).chain(managed -> roles.byId(tx, roleId)
                .chain(role -> change(tx, managed, now -> now.with(role.name())))));
    }

    /** Takes a role from a user that may not have it any more. */
    Uni<UserView> revoke(UUID id, UUID roleId) {
        return transactions.write(tx -> managed(tx, id, null).chain(managed -> roles.byId(tx, roleId)
                .chain(role -> change(tx, managed, now -> now.without(role.name())))));
    }

    /** Makes a user ACTIVE: one that waits for approval, or one that was disabled. */
    Uni<UserView> enable(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> managed(tx, id, ifMatch).chain(managed -> {
            User user = managed.user();
            List<String> names = managed.roles().names();
            if (user.status() == UserStatus.ACTIVE) {
                return Uni.createFrom().item(() -> user.view(names));
            }
            UserChange before = user.editable(names);
            return requireWayIn(tx, user)
                    .invoke(() -> user.enable(tx.caller().userId(), clock.instant()))
                    .chain(() -> tx.session().flush())
                    .chain(() -> journal.updated(tx, user, before, user.editable(names)))
                    .replaceWith(() -> user.view(names));
        }));
    }

    /** An invited ADMIN has no password before it accepts, and providers do not sign it in. */
    private static Uni<Void> requireWayIn(Transaction tx, User user) {
        return user.kind() != UserKind.ADMIN
                ? Uni.createFrom().voidItem()
                : UserRows.hasPassword(tx, user.id())
                        .invoke(has -> {
                            if (!has) {
                                throw UserProblems.adminNeedsPassword();
                            }
                        })
                        .replaceWithVoid();
    }

    /**
     * Mails a user who has no password yet a link to choose one; links that were sent before are good no more.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 422 unless the user is INVITED
     */
    Uni<Void> invite(UUID id) {
        return transactions.write(tx -> managed(tx, id, null).chain(managed -> {
            if (managed.user().status() != UserStatus.INVITED) {
                throw UserProblems.INVITATION.with(
                        "The user is " + managed.user().status() + ".");
            }
            return mails.sendAnew(tx, id, TokenPurpose.INVITE)
                    .chain(() -> journal.did(
                            tx, "invited", managed.user(), managed.roles().names()));
        }));
    }

    /** Makes a user that waits for approval ACTIVE, with kind, roles and scope. */
    Uni<UserView> approve(UUID id, @Nullable String ifMatch, UserApproval approval) {
        return transactions.write(tx -> managed(tx, id, ifMatch).chain(managed -> roles.named(tx, approval.roles())
                .invoke(granted -> Roles.requireWithinOwn(tx.caller(), granted))
                .chain(granted -> approve(tx, managed, approval, granted))));
    }

    private Uni<UserView> approve(Transaction tx, Managed managed, UserApproval approval, GrantedRoles granted) {
        User user = managed.user();
        Map<String, Object> before = UserJournal.state(user, managed.roles().names());
        user.approve(approval, tx.caller().userId(), clock.instant());
        return tx.session()
                .flush()
                .onFailure(UserProblems::isUnknownOrganisation)
                .transform(ignored -> UserProblems.unknownOrganisation())
                .chain(() -> roles.replace(tx, user.id(), granted))
                .chain(() -> journal.approved(tx, user, before, granted.names()))
                .replaceWith(() -> user.view(granted.names()));
    }

    /** Sets the password and ends the user's sessions, which may be those of whoever knew the old one. */
    Uni<Void> setPassword(UUID id, String passwordHash) {
        return transactions.write(tx -> managed(tx, id, null).chain(managed -> {
            User user = managed.user();
            if (user.email() == null) {
                throw UserProblems.SERVICE_ACCOUNT.with("A service account has no password; its client has a secret.");
            }
            user.hasPassword(clock.instant());
            return tx.session()
                    .flush()
                    .chain(() -> identities.setPassword(tx, id, passwordHash))
                    .chain(() -> sessions.endAll(tx, id, RevokeReason.USER_CHANGED))
                    .chain(() -> mails.withdraw(tx, id, TokenPurpose.INVITE))
                    .chain(() -> mails.withdraw(tx, id, TokenPurpose.RESET_PASSWORD))
                    .chain(() -> journal.did(
                            tx, "password-set", user, managed.roles().names()));
        }));
    }

    /** Removes the account of a client that ends; the caller takes over. One that is gone already stays so. */
    public Uni<Void> deleteServiceAccount(UUID id) {
        return transactions.write(tx -> tx.session()
                .find(User.class, id, LockModeType.PESSIMISTIC_WRITE)
                .chain(user -> user == null || user.status() == UserStatus.DELETED
                        ? Uni.createFrom().voidItem()
                        : managed(tx, id, null).chain(managed -> delete(tx, managed, null))));
    }

    /**
     * Marks a user deleted, ends its sessions and API keys, and names who takes over its open work: all at once. The row stays, its
     * e-mail address becomes free. The other services hand over what they hold, see {@link UserRemoved}.
     *
     * @param successorId an active user who can see that work; the caller if null
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 422 for the last owner, oneself, a
     *     service account, or a successor who cannot take over
     */
    Uni<Void> delete(UUID id, @Nullable UUID successorId, @Nullable String ifMatch) {
        return transactions.write(tx -> managed(tx, id, ifMatch).chain(managed -> {
            if (managed.user().kind() == UserKind.SERVICE) {
                throw UserProblems.SERVICE_ACCOUNT.with("End its client; the service account ends with it.");
            }
            return delete(tx, managed, successorId);
        }));
    }

    private Uni<Void> delete(Transaction tx, Managed managed, @Nullable UUID successorId) {
        User user = managed.user();
        UUID id = user.id();
        requireOther(tx, id);
        UUID successor = successorId == null ? tx.caller().requireUserId() : successorId;
        Map<String, Object> before = UserJournal.state(user, managed.roles().names());
        return tenants.lockedMaxUsers(tx)
                .chain(() -> requireAnotherOwner(tx, managed))
                .chain(() -> requireFit(tx, user, successor))
                .invoke(() -> user.delete(clock.instant()))
                .chain(() -> tx.session().flush())
                .chain(() -> identities.remove(tx, id))
                .chain(() -> sessions.endAll(tx, id, RevokeReason.USER_REMOVED))
                .chain(() -> apiKeys.endAll(tx, id, ApiKeys.End.USER_REMOVED))
                .chain(() -> mails.withdrawAll(tx, id))
                .chain(() -> journal.deleted(tx, user, before, successor, clock.instant()));
    }

    /**
     * The tenant is locked meanwhile, so that two users who are removed at once cannot be each other's successors. The
     * successor's row is not: this would be a second user's lock, and two removals might wait for each other.
     */
    private static Uni<Void> requireFit(Transaction tx, User user, UUID successor) {
        return UserRows.canSucceed(tx, user, successor)
                .invoke(fit -> {
                    if (!fit) {
                        throw UserProblems.UNFIT_SUCCESSOR.with(
                                "Name an active user of the tenant's staff or of the same organisation.");
                    }
                })
                .replaceWithVoid();
    }

    /** A user that the caller may manage, locked, with the roles that it holds. */
    private record Managed(User user, GrantedRoles roles) {

        boolean isOwner() {
            return roles.names().contains(Roles.OWNER);
        }
    }

    private Uni<Managed> managed(Transaction tx, UUID id, @Nullable String ifMatch) {
        return find(tx, id, LockModeType.PESSIMISTIC_WRITE)
                .invoke(user -> ETags.check(ifMatch, user.version()))
                .chain(user -> roles.heldBy(tx, id)
                        .invoke(held -> Roles.requireWithinOwn(tx.caller(), held))
                        .map(held -> new Managed(user, held)));
    }

    private Uni<UserView> change(Transaction tx, Managed managed, UnaryOperator<UserChange> edit) {
        UserChange before = managed.user().editable(managed.roles().names());
        UserChange after = edit.apply(before);
        return after.equals(before)
                ? Uni.createFrom().item(() -> managed.user().view(before.roles()))
                : roles.named(tx, after.roles()).chain(granted -> change(tx, managed, before, after, granted));
    }

    private Uni<UserView> change(
            Transaction tx, Managed managed, UserChange before, UserChange after, GrantedRoles granted) {
        User user = managed.user();
        Roles.requireWithinOwn(tx.caller(), granted);
        boolean disabled = before.status() != after.status();
        if (disabled) {
            requireOther(tx, user.id());
        }
        boolean endsOwnership = disabled || !granted.names().contains(Roles.OWNER);
        Uni<Void> permitted = endsOwnership
                ? requireAnotherOwner(tx, managed)
                : Uni.createFrom().voidItem();
        return permitted
                .invoke(() -> user.change(after, clock.instant()))
                .chain(() -> readdress(tx, user, before.email(), after.email()))
                .chain(() -> tx.session().flush())
                .onFailure(UserProblems::isEmailTaken)
                .transform(ignored -> UserProblems.emailTaken())
                .onFailure(UserProblems::isUnknownOrganisation)
                .transform(ignored -> UserProblems.unknownOrganisation())
                .chain(() -> roles.replace(tx, user.id(), granted))
                .chain(() -> Objects.equals(before.email(), after.email())
                        ? Uni.createFrom().voidItem()
                        : identities.rename(tx, user.id()).chain(() -> mails.withdrawAll(tx, user.id())))
                .chain(() -> disabled
                        ? sessions.endAll(tx, user.id(), RevokeReason.USER_CHANGED)
                                .chain(() -> apiKeys.endAll(tx, user.id(), ApiKeys.End.USER_DISABLED))
                        : Uni.createFrom().voidItem())
                .chain(() -> journal.updated(tx, user, before, after))
                .replaceWith(() -> user.view(after.roles()));
    }

    private Uni<Void> readdress(Transaction tx, User user, @Nullable String before, @Nullable String after) {
        return after == null || after.equals(before)
                ? Uni.createFrom().voidItem()
                : identities
                        .account(tx, after)
                        .invoke(account -> user.readdress(account, after, clock.instant()))
                        .replaceWithVoid();
    }

    /** The tenant is locked meanwhile, so that two owners cannot remove each other at once. */
    private Uni<Void> requireAnotherOwner(Transaction tx, Managed managed) {
        if (!managed.isOwner()) {
            return Uni.createFrom().voidItem();
        }
        return tenants.lockedMaxUsers(tx)
                .chain(() -> UserRows.otherActiveHolders(tx, managed.user().id(), Roles.OWNER))
                .invoke(others -> {
                    if (others == 0) {
                        throw UserProblems.LAST_OWNER.with("Make somebody else an owner first.");
                    }
                })
                .replaceWithVoid();
    }

    private static void requireOther(Transaction tx, UUID id) {
        if (id.equals(tx.caller().userId())) {
            throw UserProblems.ONESELF.with("Ask another administrator.");
        }
    }

    private static Uni<User> find(Transaction tx, UUID id, LockModeType lock) {
        return tx.session()
                .find(User.class, id, lock)
                .onItem()
                .transform(user -> user == null || user.status() == UserStatus.DELETED ? null : user)
                .onItem()
                .ifNull()
                .failWith(() -> CommonProblems.notFound(USER, id));
    }
}
