package io.tentabo.identity.client;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.tenant.TenantIdentity;
import io.tentabo.identity.tenant.Tenants;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds active clients of open tenants by what they call themselves. */
@Singleton
public class RegisteredClients {

    static final String COLUMNS = """
            SELECT id, tenant_id, user_id, client_id, name, display_name, is_public, grant_types, scopes, redirect_uris,
                   post_logout_redirect_uris, secret_hash
            FROM clients
            WHERE tenant_id = (SELECT current_tenant()) AND client_id = $1 AND is_active
            """;
    static final char SEPARATOR = '.';

    private final Transactions transactions;
    private final CallerContext callers;
    private final Tenants tenants;

    RegisteredClients(Transactions transactions, CallerContext callers, Tenants tenants) {
        this.transactions = transactions;
        this.callers = callers;
        this.tenants = tenants;
    }

    public Uni<Optional<RegisteredClient>> find(String clientId) {
        return callerOf(clientId).chain(caller -> caller.map(tenant ->
                        callers.as(tenant, () -> transactions.read(tx -> tx.query(COLUMNS, Tuple.of(clientId)))))
                .map(rows -> rows.map(found -> {
                    for (Row row : found) {
                        return Optional.of(client(row));
                    }
                    return Optional.<RegisteredClient>empty();
                }))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** The tenant that a client id names, as the caller that may look the client up; empty unless it is open. */
    Uni<Optional<Caller>> callerOf(String clientId) {
        int separator = clientId.indexOf(SEPARATOR);
        if (separator < 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        var origin = CallerContext.current().origin();
        return tenants.bySlug(clientId.substring(0, separator)).map(tenant -> tenant.filter(TenantIdentity::isOpen)
                .map(open -> Caller.system(open.id()).withOrigin(origin)));
    }

    static RegisteredClient client(Row row) {
        String displayName = row.getString("display_name");
        return new RegisteredClient(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getString("client_id"),
                displayName.isEmpty() ? row.getString("name") : displayName,
                row.getBoolean("is_public"),
                Stream.of(row.getArrayOfStrings("grant_types"))
                        .map(GrantType::of)
                        .collect(Collectors.toSet()),
                List.of(row.getArrayOfStrings("scopes")),
                List.of(row.getArrayOfStrings("redirect_uris")),
                List.of(row.getArrayOfStrings("post_logout_redirect_uris")));
    }
}
