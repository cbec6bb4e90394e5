package io.tentabo.identity.user;

/** Where a user is in its life; only ACTIVE ones sign in. */
public enum UserStatus {
    /** Has no way to sign in yet. */
    INVITED,
    /** Waits for an administrator to enable it. */
    PENDING_APPROVAL,
    ACTIVE,
    INACTIVE,
    SUSPENDED,
    LOCKED,
    /** Gone; the row stays for audit and history. */
    DELETED;

    /** Whether an administrator may put an existing user here by editing it; back to ACTIVE leads only enabling. */
    boolean isRestriction() {
        return this == INACTIVE || this == SUSPENDED || this == LOCKED;
    }
}
