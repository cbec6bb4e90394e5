package io.tentabo.identity.client;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.user.NewUsers;
import io.tentabo.identity.user.Users;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ConstraintViolations;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.UUID;

/** The clients of the caller's tenant, each with a service account of its own. */
@Singleton
class Clients {

    private static final String CLIENT = "client";
    private static final int SECRET_BYTES = 32;

    private static final String COLUMNS = """
            SELECT c.id, c.client_id, c.name, c.user_id, c.is_active, c.secret_changed_at, c.created_at
            FROM clients c
            """;
    private static final String INSERT = """
            INSERT INTO clients AS c (id, tenant_id, user_id, client_id, name)
            SELECT $1, t.id, $2, t.slug || '.' || $3::text, $3::text
            FROM tenants t
            WHERE t.id = (SELECT current_tenant())
            RETURNING c.id, c.client_id, c.name, c.user_id, c.is_active, c.secret_changed_at, c.created_at
            """;
    private static final String SET_SECRET = """
            UPDATE clients
            SET secret_hash = $2, secret_changed_at = now(), version = version + 1, updated_at = now()
            WHERE id = $1 AND is_active
            RETURNING client_id
            """;
    private static final String END = """
            UPDATE clients
            SET is_active = false, secret_hash = NULL, version = version + 1, updated_at = now()
            WHERE id = $1 AND is_active
            RETURNING user_id
            """;

    private final Transactions transactions;
    private final NewUsers newUsers;
    private final Users users;
    private final Journal journal;
    private final Cursors cursors;
    private final SecureRandom random = new SecureRandom();

    Clients(Transactions transactions, NewUsers newUsers, Users users, Journal journal, Cursors cursors) {
        this.transactions = transactions;
        this.newUsers = newUsers;
        this.users = users;
        this.journal = journal;
        this.cursors = cursors;
    }

    Uni<Page<ClientView>> list(PageRequest page) {
        return KeysetQuery.of("clients", COLUMNS)
                .where("c.is_active")
                .sorts("-createdAt", SortKey.timestamp("createdAt", "c.created_at"))
                .tieBreak("c.id")
                .fetch(transactions, cursors, page, Clients::view);
    }

    Uni<ClientView> create(NewClient request) {
        return transactions.write(tx -> newUsers.addServiceAccount(tx, request.name(), request.roles())
                .chain(userId -> tx.query(INSERT, Tuple.of(Ids.next(), userId, request.name())))
                .onFailure(ConstraintViolations.violates("uq_clients_client_id"))
                .transform(ignored -> ClientProblems.NAME_TAKEN.with("A client of this tenant has or had that name."))
                .map(rows -> view(rows.iterator().next()))
                .call(client -> journal.write(tx, AuditEntry.created(CLIENT, client.id(), client))));
    }

    /** Makes a new secret; the one before is worthless from then on. */
    Uni<ClientSecret> newSecret(UUID id) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Tuple parameters = Tuple.of(id, Buffer.buffer(ClientCredentials.hash(secret)));
        return transactions.write(tx -> only(tx, SET_SECRET, parameters, id)
                .call(() -> journal.write(tx, AuditEntry.of("client.secret-changed", CLIENT, id, null, null)))
                .map(row -> new ClientSecret(row.getString("client_id"), secret)));
    }

    /** Ends a client and its service account. */
    Uni<Void> end(UUID id) {
        return transactions.write(tx -> only(tx, END, Tuple.of(id), id)
                .call(() -> journal.write(tx, AuditEntry.of("client.ended", CLIENT, id, null, null)))
                .chain(row -> users.delete(row.getUUID("user_id"), null)));
    }

    private static Uni<Row> only(Transaction tx, String sql, Tuple parameters, UUID id) {
        return tx.query(sql, parameters).map(rows -> {
            if (rows.size() == 0) {
                throw CommonProblems.notFound(CLIENT, id);
            }
            return rows.iterator().next();
        });
    }

    private static ClientView view(Row row) {
        OffsetDateTime changed = row.getOffsetDateTime("secret_changed_at");
        return new ClientView(
                row.getUUID("id"),
                row.getString("client_id"),
                row.getString("name"),
                row.getUUID("user_id"),
                row.getBoolean("is_active"),
                changed == null ? null : changed.toInstant(),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
