package io.tentabo.identity.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.role.Roles;
import io.tentabo.identity.session.Sessions;
import io.tentabo.identity.user.NewUsers;
import io.tentabo.identity.user.Users;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.crypto.RandomSecret;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ConstraintViolations;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The clients of the caller's tenant; one that acts for itself has a service account of its own. Nobody makes or changes
 * a client that may do, or may ask users for, more than they may do themselves: through it they would have it.
 */
@Singleton
class Clients {

    private static final String CLIENT = "client";
    private static final int SECRET_BYTES = 32;

    private static final String COLUMNS = """
            SELECT c.id, c.client_id, c.name, c.display_name, c.user_id, c.is_public, c.is_active, c.grant_types, c.scopes,
                   c.redirect_uris, c.post_logout_redirect_uris, c.secret_changed_at, c.version, c.created_at
            FROM clients c
            """;
    private static final String ONE =
            COLUMNS + "WHERE c.tenant_id = (SELECT current_tenant()) AND c.id = $1 AND c.is_active";
    private static final String LOCK = ONE + " FOR UPDATE";
    private static final String INSERT = """
            INSERT INTO clients (id, tenant_id, user_id, client_id, name, is_public, display_name, grant_types, scopes,
                                 redirect_uris, post_logout_redirect_uris)
            SELECT $1, t.id, $2, t.slug || '.' || $3::text, $3::text, $4, $5, $6, $7, $8, $9
            FROM tenants t
            WHERE t.id = (SELECT current_tenant())
            """;
    private static final String CHANGE = """
            UPDATE clients
            SET display_name = $2, grant_types = $3, scopes = $4, redirect_uris = $5, post_logout_redirect_uris = $6,
                version = version + 1, updated_at = now()
            WHERE id = $1
            """;
    private static final String SET_SECRET = """
            UPDATE clients
            SET secret_hash = $2, secret_changed_at = now(), version = version + 1, updated_at = now()
            WHERE id = $1
            """;
    private static final String END = """
            UPDATE clients
            SET is_active = false, secret_hash = NULL, version = version + 1, updated_at = now()
            WHERE id = $1
            """;

    private final Transactions transactions;
    private final NewUsers newUsers;
    private final Users users;
    private final Sessions sessions;
    private final Roles roles;
    private final RememberedClients remembered;
    private final Journal journal;
    private final MergePatch mergePatch;
    private final Cursors cursors;
    private final SecureRandom random = new SecureRandom();

    Clients(
            Transactions transactions,
            NewUsers newUsers,
            Users users,
            Sessions sessions,
            Roles roles,
            RememberedClients remembered,
            Journal journal,
            MergePatch mergePatch,
            Cursors cursors) {
        this.transactions = transactions;
        this.newUsers = newUsers;
        this.users = users;
        this.sessions = sessions;
        this.roles = roles;
        this.remembered = remembered;
        this.journal = journal;
        this.mergePatch = mergePatch;
        this.cursors = cursors;
    }

    Uni<Page<ClientView>> list(PageRequest page) {
        return KeysetQuery.of("clients", COLUMNS)
                .where("c.is_active")
                .sorts("-createdAt", SortKey.timestamp("createdAt", "c.created_at"))
                .tieBreak("c.id")
                .fetch(transactions, cursors, page, Clients::view);
    }

    Uni<ClientView> get(UUID id) {
        return transactions.read(tx -> only(tx, ONE, id));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 403, 409 or 422 */
    Uni<ClientView> create(NewClient request) {
        ClientSettings settings = request.settings();
        List<String> accountRoles = request.serviceAccountRoles();
        settings.requireConsistent(request.hasNoSecret(), !accountRoles.isEmpty());
        UUID id = Ids.next();
        return transactions.write(tx -> {
            Scopes.requireWithinOwn(tx.caller(), settings.scopes());
            return serviceAccount(tx, request.name(), accountRoles)
                    .chain(userId -> tx.update(
                            INSERT, values(Arrays.asList(id, userId, request.name(), request.hasNoSecret()), settings)))
                    .onFailure(ConstraintViolations.violates("uq_clients_client_id"))
                    .transform(
                            ignored -> ClientProblems.NAME_TAKEN.with("A client of this tenant has or had that name."))
                    .chain(() -> only(tx, ONE, id))
                    .call(client -> journal.write(tx, AuditEntry.created(CLIENT, id, client)));
        });
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 403, 412 or 422 */
    Uni<ClientView> change(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions
                .write(tx -> only(tx, LOCK, id)
                        .invoke(client -> ETags.check(ifMatch, client.version()))
                        .invoke(client -> Scopes.requireWithinOwn(
                                tx.caller(), client.settings().scopes()))
                        .call(client -> requireAccountWithinOwn(tx, client))
                        .chain(client ->
                                change(tx, client, mergePatch.apply(client.settings(), patch, ClientSettings.class))))
                .invoke(client -> remembered.changed(client.clientId()));
    }

    private Uni<ClientView> change(Transaction tx, ClientView client, ClientSettings settings) {
        settings.requireConsistent(client.isPublic(), client.userId() != null);
        if (settings.equals(client.settings())) {
            return Uni.createFrom().item(client);
        }
        Scopes.requireWithinOwn(tx.caller(), settings.scopes());
        return tx.update(CHANGE, values(List.of(client.id()), settings))
                .chain(() -> journal.write(tx, AuditEntry.updated(CLIENT, client.id(), client.settings(), settings)))
                .chain(() -> only(tx, ONE, client.id()));
    }

    /**
     * Makes a new secret; the one before is worthless from then on, at other replicas after some seconds.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 403 when the client may do more than the
     *     caller, who would have a token for it with the secret; 409 for a public one
     */
    Uni<ClientSecret> newSecret(UUID id) {
        String secret = RandomSecret.base64Url(random, SECRET_BYTES);
        return transactions
                .write(tx -> only(tx, LOCK, id)
                        .invoke(Clients::requireConfidential)
                        .call(client -> requireAccountWithinOwn(tx, client))
                        .call(() -> tx.update(SET_SECRET, Tuple.of(id, Buffer.buffer(ClientCredentials.hash(secret)))))
                        .call(() -> journal.write(tx, AuditEntry.of("client.secret-changed", CLIENT, id, null, null)))
                        .map(client -> new ClientSecret(client.clientId(), secret)))
                .invoke(changed -> remembered.changed(changed.clientId()));
    }

    /**
     * Ends a client, its service account if it is not gone before, and the sessions that it began.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 412 when the version has moved on
     */
    Uni<Void> end(UUID id, @Nullable String ifMatch) {
        return transactions
                .write(tx -> only(tx, LOCK, id)
                        .invoke(client -> ETags.check(ifMatch, client.version()))
                        .call(() -> tx.update(END, Tuple.of(id)))
                        .call(() -> sessions.endAllOfClient(tx, id)
                                .chain(count -> journal.write(
                                        tx,
                                        AuditEntry.of("client.ended", CLIENT, id, null, Map.of("sessions", count)))))
                        .call(client -> client.userId() == null
                                ? Uni.createFrom().voidItem()
                                : users.deleteServiceAccount(client.userId())))
                .invoke(client -> remembered.changed(client.clientId()))
                .replaceWithVoid();
    }

    private Uni<@Nullable UUID> serviceAccount(Transaction tx, String name, List<String> accountRoles) {
        return accountRoles.isEmpty()
                ? Uni.createFrom().nullItem()
                : newUsers.addServiceAccount(tx, name, accountRoles);
    }

    private Uni<Void> requireAccountWithinOwn(Transaction tx, ClientView client) {
        UUID account = client.userId();
        return account == null
                ? Uni.createFrom().voidItem()
                : roles.heldBy(tx, account)
                        .invoke(held -> Roles.requireWithinOwn(tx.caller(), held))
                        .replaceWithVoid();
    }

    private static void requireConfidential(ClientView client) {
        if (client.isPublic()) {
            throw ClientProblems.HAS_NO_SECRET.with("A public client could not keep it.");
        }
    }

    private static Tuple values(List<?> first, ClientSettings settings) {
        Tuple values = Tuple.tuple();
        first.forEach(values::addValue);
        return values.addValue(settings.displayName())
                .addValue(settings.grantTypes().toArray(String[]::new))
                .addValue(settings.scopes().toArray(String[]::new))
                .addValue(settings.redirectUris().toArray(String[]::new))
                .addValue(settings.postLogoutRedirectUris().toArray(String[]::new));
    }

    private static Uni<ClientView> only(Transaction tx, String sql, UUID id) {
        return tx.query(sql, Tuple.of(id)).map(rows -> {
            if (rows.size() == 0) {
                throw CommonProblems.notFound(CLIENT, id);
            }
            return view(rows.iterator().next());
        });
    }

    private static ClientView view(Row row) {
        return new ClientView(
                row.getUUID("id"),
                row.getString("client_id"),
                row.getString("name"),
                row.getString("display_name"),
                row.getUUID("user_id"),
                row.getBoolean("is_public"),
                row.getBoolean("is_active"),
                List.of(row.getArrayOfStrings("grant_types")),
                List.of(row.getArrayOfStrings("scopes")),
                List.of(row.getArrayOfStrings("redirect_uris")),
                List.of(row.getArrayOfStrings("post_logout_redirect_uris")),
                SqlTime.find(row, "secret_changed_at"),
                row.getInteger("version"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
