package io.tentabo.identity.user;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.UserChanged;
import io.tentabo.model.event.UserRemoved;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Records what happens to users, and tells the other services. */
@Singleton
class UserJournal {

    private static final String USER = "user";

    private final Journal journal;

    UserJournal(Journal journal) {
        this.journal = journal;
    }

    Uni<Void> created(Transaction tx, User user, List<String> roles) {
        return journal.write(tx, AuditEntry.created(USER, user.id(), state(user, roles)), changed(user, roles));
    }

    Uni<Void> updated(Transaction tx, User user, UserChange before, UserChange after) {
        return journal.write(tx, AuditEntry.updated(USER, user.id(), before, after), changed(user, after.roles()));
    }

    Uni<Void> deleted(Transaction tx, User user, Map<String, Object> before, UUID successor, Instant now) {
        UserRemoved removed = new UserRemoved(user.id(), successor, tx.caller().requireUserId(), now);
        return journal.write(
                tx,
                AuditEntry.of("user.deleted", USER, user.id(), before, Map.of("successorId", successor)),
                changed(user, List.of()),
                new DomainEvent(USER, user.id(), UserRemoved.TYPE, removed));
    }

    /** Something was done to a user that changes none of its editable fields; the record names no password and no token. */
    Uni<Void> did(Transaction tx, String action, User user, List<String> roles) {
        return journal.write(tx, AuditEntry.of("user." + action, USER, user.id(), null, null), changed(user, roles));
    }

    /** The same on behalf of a user whom the suite had prove itself once more. */
    Uni<Void> didFor(Caller actor, Transaction tx, String action, UUID userId) {
        return journal.writeFor(actor, tx, AuditEntry.of("user." + action, USER, userId, null, null));
    }

    /** Enabled with all that an administrator has decided about it. */
    Uni<Void> approved(Transaction tx, User user, Map<String, Object> before, List<String> roles) {
        return journal.write(
                tx, AuditEntry.of("user.approved", USER, user.id(), before, state(user, roles)), changed(user, roles));
    }

    static Map<String, Object> state(User user, List<String> roles) {
        return Map.of(
                "kind", user.kind(),
                "displayName", user.displayName(),
                "status", user.status(),
                "scope", user.editable(roles));
    }

    private static DomainEvent changed(User user, List<String> roles) {
        return new DomainEvent(
                USER,
                user.id(),
                UserChanged.TYPE,
                new UserChanged(
                        user.id(),
                        user.displayName(),
                        user.email(),
                        user.kind().name(),
                        user.status().name(),
                        roles,
                        user.partnerId(),
                        user.distributorId(),
                        user.customerId(),
                        user.version()));
    }
}
