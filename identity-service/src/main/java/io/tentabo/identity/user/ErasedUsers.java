package io.tentabo.identity.user;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.privacy.ErasedRows;
import io.tentabo.kit.tenancy.Transaction;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Tells of users who have been pseudonymised, so that the copies of their names in other services follow. */
@Singleton
class ErasedUsers implements ErasedRows {

    private final UserJournal journal;

    ErasedUsers(UserJournal journal) {
        this.journal = journal;
    }

    @Override
    public String table() {
        return "users";
    }

    @Override
    public Uni<Void> erased(Transaction tx, List<UUID> ids) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> tx.session().find(User.class, id))
                .onItem()
                .transformToUniAndConcatenate(user -> journal.did(tx, "pseudonymised", user, List.of()))
                .onItem()
                .ignoreAsUni();
    }
}
