package io.tentabo.identity.user;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.ExternalIdentities;
import io.tentabo.identity.account.LocalIdentities;
import io.tentabo.identity.mail.Mails;
import io.tentabo.identity.provider.ExternalPerson;
import io.tentabo.identity.provider.ExternalSeats;
import io.tentabo.identity.provider.ProviderName;
import io.tentabo.identity.role.GrantedRoles;
import io.tentabo.identity.role.Roles;
import io.tentabo.identity.seat.UserKind;
import io.tentabo.identity.tenant.Tenants;
import io.tentabo.kit.tenancy.Transaction;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Users who come from the tenant's provider. A stranger waits for an administrator to enable it and to say what it may do;
 * nothing that a provider says gives anybody a right, and nobody is taken for a user who has the same e-mail address.
 */
@Singleton
class ExternalUsers implements ExternalSeats {

    private final NewUsers newUsers;
    private final Tenants tenants;
    private final Roles roles;
    private final ExternalIdentities identities;
    private final LocalIdentities accounts;
    private final Mails mails;
    private final UserJournal journal;
    private final InstantSource clock;

    ExternalUsers(
            NewUsers newUsers,
            Tenants tenants,
            Roles roles,
            ExternalIdentities identities,
            LocalIdentities accounts,
            Mails mails,
            UserJournal journal,
            InstantSource clock) {
        this.newUsers = newUsers;
        this.tenants = tenants;
        this.roles = roles;
        this.identities = identities;
        this.accounts = accounts;
        this.mails = mails;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public Uni<UUID> of(Transaction tx, ProviderName provider, ExternalPerson person) {
        return identities.userOf(tx, provider.name(), person.subject()).chain(known -> known.map(
                        id -> refresh(tx, id, provider, person))
                .orElseGet(() -> admit(tx, provider, person)));
    }

    /** The tenant is locked meanwhile: of two first sign-ins at once the second finds what the first has made. */
    private Uni<UUID> admit(Transaction tx, ProviderName provider, ExternalPerson person) {
        return tenants.lockedMaxUsers(tx)
                .chain(() -> identities.userOf(tx, provider.name(), person.subject()))
                .chain(known -> known.map(id -> Uni.createFrom().item(id)).orElseGet(() -> add(tx, provider, person)));
    }

    private Uni<UUID> add(Transaction tx, ProviderName provider, ExternalPerson person) {
        String email = PersonalData.email(person);
        if (email == null) {
            throw new NoSeat("user.no-email");
        }
        NewUser user = new NewUser(
                UserKind.INTERNAL,
                email,
                PersonalData.firstName(person),
                PersonalData.lastName(person),
                null,
                null,
                UserStatus.PENDING_APPROVAL,
                null,
                List.of(),
                null,
                null,
                null);
        return newUsers.add(tx, user, new GrantedRoles(List.of(), List.of(), Set.of()), null)
                .onFailure(HttpProblem.class)
                .transform(refusal -> new NoSeat(codeOf(refusal)))
                .map(UserView::id)
                .call(id -> identities.add(tx, id, provider.name(), person.subject(), person.username()));
    }

    private Uni<UUID> refresh(Transaction tx, UUID id, ProviderName provider, ExternalPerson person) {
        return tx.session()
                .find(User.class, id)
                .chain(user -> user.isKnownAs(
                                PersonalData.firstName(person),
                                PersonalData.lastName(person),
                                PersonalData.email(person))
                        ? Uni.createFrom().voidItem()
                        : change(tx, user, person))
                .chain(() -> identities.refresh(tx, provider.name(), person.subject(), person.username()))
                .replaceWith(id);
    }

    private Uni<Void> change(Transaction tx, User user, ExternalPerson person) {
        return tx.session()
                .refresh(user, LockModeType.PESSIMISTIC_WRITE)
                .chain(() -> roles.heldBy(tx, user.id()))
                .chain(held -> {
                    UserChange before = user.editable(held.names());
                    user.isCalled(PersonalData.firstName(person), PersonalData.lastName(person), clock.instant());
                    return freeEmail(tx, user, PersonalData.email(person))
                            .chain(email -> email == null ? tx.session().flush() : readdress(tx, user, email))
                            .chain(() -> journal.updated(tx, user, before, user.editable(held.names())));
                });
    }

    private Uni<Void> readdress(Transaction tx, User user, String email) {
        return accounts.account(tx, email)
                .invoke(account -> user.readdress(account, email, clock.instant()))
                .chain(() -> tx.session().flush())
                .chain(() -> accounts.rename(tx, user.id()))
                .chain(() -> mails.withdrawAll(tx, user.id()));
    }

    /** The address that a user gets; null when it keeps its own, as it does while another user has the new one. */
    private static Uni<@Nullable String> freeEmail(Transaction tx, User user, @Nullable String email) {
        if (email == null || email.equals(user.email())) {
            return Uni.createFrom().nullItem();
        }
        return UserRows.isEmailTaken(tx, email).map(taken -> taken ? null : email);
    }

    private static String codeOf(HttpProblem refusal) {
        return String.valueOf(refusal.getParameters().get("code"));
    }
}
