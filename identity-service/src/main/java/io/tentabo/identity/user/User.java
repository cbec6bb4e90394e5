package io.tentabo.identity.user;

import io.tentabo.identity.seat.UserKind;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "users")
class User {

    @Id
    private UUID id;

    // Written for the database, never read here.
    @SuppressWarnings("UnusedVariable")
    private UUID tenantId;

    @SuppressWarnings("UnusedVariable")
    private @Nullable UUID accountId;

    private @Nullable Instant emailVerifiedAt;

    @Enumerated(EnumType.STRING)
    private UserKind kind;

    private @Nullable String email;
    private String firstName;
    private String lastName;
    private @Nullable String phone;
    private @Nullable String avatarUrl;

    @Enumerated(EnumType.STRING)
    private UserStatus status;

    private @Nullable UUID enabledBy;
    private @Nullable Instant enabledAt;
    private @Nullable UUID partnerId;
    private @Nullable UUID distributorId;
    private @Nullable UUID customerId;

    @Version
    private int version;

    private Instant createdAt;

    private Instant updatedAt;

    /** For Hibernate. */
    protected User() {}

    /** A person. */
    User(UUID id, UUID tenantId, UUID accountId, UserStatus status, String email, NewUser user, Instant now) {
        this.id = id;
        this.tenantId = tenantId;
        this.accountId = accountId;
        this.kind = user.kind();
        this.email = email;
        this.firstName = user.firstName();
        this.lastName = user.lastName();
        this.phone = user.phone();
        this.status = status;
        this.partnerId = user.partnerId();
        this.distributorId = user.distributorId();
        this.customerId = user.customerId();
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** A program. */
    User(UUID id, UUID tenantId, String name, Instant now) {
        this.id = id;
        this.tenantId = tenantId;
        this.kind = UserKind.SERVICE;
        this.firstName = name;
        this.lastName = "";
        this.status = UserStatus.ACTIVE;
        this.createdAt = now;
        this.updatedAt = now;
    }

    UUID id() {
        return id;
    }

    UserKind kind() {
        return kind;
    }

    UserStatus status() {
        return status;
    }

    @Nullable
    String email() {
        return email;
    }

    boolean isEmailVerified() {
        return emailVerifiedAt != null;
    }

    @Nullable
    UUID partnerId() {
        return partnerId;
    }

    @Nullable
    UUID distributorId() {
        return distributorId;
    }

    @Nullable
    UUID customerId() {
        return customerId;
    }

    int version() {
        return version;
    }

    String displayName() {
        return (firstName + " " + lastName).strip();
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 422 when the change leads where editing may not */
    void change(UserChange change, Instant now) {
        if (change.status() != status && !change.status().isRestriction()) {
            throw UserProblems.ILLEGAL_STATUS.with(
                    "Editing may set INACTIVE, SUSPENDED or LOCKED; POST …/enable makes a user ACTIVE again.");
        }
        if (change.email() == null ? email != null : email == null) {
            throw UserProblems.SERVICE_ACCOUNT.with("A person has an e-mail address, a service account has none.");
        }
        if (!kind.allows(change.partnerId(), change.distributorId(), change.customerId())) {
            throw UserProblems.scope(kind);
        }
        firstName = change.firstName();
        lastName = change.lastName();
        phone = change.phone();
        avatarUrl = change.avatarUrl();
        status = change.status();
        partnerId = change.partnerId();
        distributorId = change.distributorId();
        customerId = change.customerId();
        updatedAt = now;
    }

    /** Another address: whether the user reads its mail is not known. */
    void readdress(UUID newAccountId, String newEmail, Instant now) {
        accountId = newAccountId;
        email = newEmail;
        emailVerifiedAt = null;
        updatedAt = now;
    }

    /** A link that was sent to the address came back. */
    void verifyEmail(Instant now) {
        if (emailVerifiedAt == null) {
            emailVerifiedAt = now;
            updatedAt = now;
        }
    }

    /** Whether nothing of this would be new; a null e-mail address says nothing. */
    boolean isKnownAs(String first, String last, @Nullable String address) {
        return first.equals(firstName) && last.equals(lastName) && (address == null || address.equals(email));
    }

    void isCalled(String first, String last, Instant now) {
        firstName = first;
        lastName = last;
        updatedAt = now;
    }

    /**
     * Enables somebody who waits for approval as what an administrator takes them for.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 for any other user, a kind that none can become, or a scope
     *     that does not fit the kind
     */
    void approve(UserApproval approval, @Nullable UUID by, Instant at) {
        if (status != UserStatus.PENDING_APPROVAL) {
            throw UserProblems.ILLEGAL_STATUS.with("Only a user that waits for approval is given kind and scope.");
        }
        UserKind approved = approval.kind();
        if (approved != kind && (approved == UserKind.ADMIN || approved == UserKind.SERVICE)) {
            throw UserProblems.ILLEGAL_KIND.with("Whoever waits for approval may become INTERNAL, CHANNEL or PORTAL.");
        }
        if (!approved.allows(approval.partnerId(), approval.distributorId(), approval.customerId())) {
            throw UserProblems.scope(approved);
        }
        kind = approved;
        partnerId = approval.partnerId();
        distributorId = approval.distributorId();
        customerId = approval.customerId();
        enable(by, at);
    }

    void enable(@Nullable UUID by, Instant at) {
        status = UserStatus.ACTIVE;
        enabledBy = by;
        enabledAt = at;
        updatedAt = at;
    }

    /** An invited user that has got a password can sign in. */
    void hasPassword(Instant now) {
        if (status == UserStatus.INVITED) {
            status = UserStatus.ACTIVE;
            updatedAt = now;
        }
    }

    void delete(Instant now) {
        status = UserStatus.DELETED;
        updatedAt = now;
    }

    UserChange editable(List<String> roles) {
        return new UserChange(
                email, firstName, lastName, phone, avatarUrl, status, roles, partnerId, distributorId, customerId);
    }

    UserView view(List<String> roles) {
        return new UserView(
                id,
                kind,
                email,
                emailVerifiedAt,
                firstName,
                lastName,
                phone,
                avatarUrl,
                status,
                roles,
                partnerId,
                distributorId,
                customerId,
                enabledBy,
                enabledAt,
                version,
                createdAt,
                updatedAt);
    }
}
