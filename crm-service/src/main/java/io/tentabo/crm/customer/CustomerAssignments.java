package io.tentabo.crm.customer;

import io.smallrye.mutiny.Uni;
import io.tentabo.crm.channel.ChannelLinks;
import io.tentabo.crm.directory.UserDirectory;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who may look after a customer, to whose channel it belongs, and who may write about it. */
@ApplicationScoped
class CustomerAssignments {

    private final UserDirectory users;
    private final ChannelLinks links;

    CustomerAssignments(UserDirectory users, ChannelLinks links) {
        this.users = users;
        this.links = links;
    }

    /** The owner of a new customer: of whoever sees only what is theirs, they themselves. */
    static @Nullable UUID owner(Caller caller, NewCustomer request) {
        return request.ownerId() == null && caller.scope() == RowScope.ASSIGNED ? caller.userId() : request.ownerId();
    }

    /** The partner of a new customer. */
    static @Nullable UUID partner(Caller caller, NewCustomer request) {
        return caller.scope() == RowScope.PARTNER ? caller.partnerId() : request.partnerId();
    }

    /**
     * Checks a new customer.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the Uni) as {@link #check} does
     */
    Uni<Void> checkNew(Transaction tx, CustomerFields fields) {
        requireInternal(tx.caller(), null, fields.notes());
        return requireOwner(tx, fields.ownerId()).chain(() -> requireChannel(tx, fields.partnerId()));
    }

    /**
     * Checks an edit.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the Uni) 403 or 422 for an owner, a partner or notes that
     *     the caller cannot write
     */
    Uni<Void> check(Transaction tx, CustomerFields before, CustomerFields after) {
        requireInternal(tx.caller(), before.notes(), after.notes());
        if (!Objects.equals(before.partnerId(), after.partnerId())
                && !tx.caller().scope().isStaff()) {
            throw CustomerProblems.channelNotAllowed();
        }
        return Objects.equals(before.ownerId(), after.ownerId())
                ? Uni.createFrom().voidItem()
                : requireOwner(tx, after.ownerId());
    }

    private static void requireInternal(Caller caller, @Nullable String before, @Nullable String after) {
        if (!caller.scope().isStaff() && !Objects.equals(before, after)) {
            throw CustomerProblems.notesAreInternal();
        }
    }

    private Uni<Void> requireOwner(Transaction tx, @Nullable UUID owner) {
        boolean own = Objects.equals(owner, tx.caller().userId());
        if (tx.caller().scope() == RowScope.ASSIGNED && !own) {
            throw CustomerProblems.reassignmentNotAllowed();
        }
        if (owner == null || own) {
            return Uni.createFrom().voidItem();
        }
        return users.isActive(tx, owner)
                .invoke(active -> {
                    if (!active) {
                        throw CustomerProblems.unknownOwner(owner);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireChannel(Transaction tx, @Nullable UUID partner) {
        if (tx.caller().scope() != RowScope.DISTRIBUTOR) {
            return Uni.createFrom().voidItem();
        }
        UUID distributor = tx.caller().distributorId();
        if (partner == null || distributor == null) {
            throw CustomerProblems.channelNotAllowed();
        }
        return links.areAttached(tx, distributor, partner)
                .invoke(attached -> {
                    if (!attached) {
                        throw CustomerProblems.channelNotAllowed();
                    }
                })
                .replaceWithVoid();
    }
}
