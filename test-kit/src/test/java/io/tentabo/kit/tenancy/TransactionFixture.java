package io.tentabo.kit.tenancy;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.host.Note;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.model.Ids;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Notes, written and read as whoever a test wants. */
abstract class TransactionFixture {

    static final String NOTES = "SELECT text FROM notes ORDER BY created_at, id";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Transactions transactions;

    @Inject
    CallerContext callers;

    void write(Caller caller, String text) {
        write(caller, caller.requireTenantId(), text);
    }

    void write(Caller caller, UUID tenant, String text) {
        as(caller, () -> transactions.write(tx -> tx.session().persist(new Note(Ids.next(), tenant, text))));
    }

    static Uni<Integer> insert(Transaction tx, String text) {
        return tx.update(
                "INSERT INTO notes (id, tenant_id, text) VALUES ($1, $2, $3)",
                Tuple.of(Ids.next(), tx.caller().requireTenantId(), text));
    }

    List<String> notesOf(Caller caller) {
        return as(caller, () -> texts(transactions.read(NOTES, Tuple.tuple())));
    }

    static Uni<List<String>> texts(Uni<RowSet<Row>> rows) {
        return rows.map(set -> {
            List<String> texts = new ArrayList<>();
            set.forEach(row -> texts.add(row.getString("text")));
            return texts;
        });
    }

    <T> T as(Caller caller, Supplier<Uni<T>> work) {
        return callers.inBackground(caller, work).await().atMost(PATIENCE);
    }

    static Caller tenant() {
        return Caller.system(UUID.randomUUID());
    }
}
