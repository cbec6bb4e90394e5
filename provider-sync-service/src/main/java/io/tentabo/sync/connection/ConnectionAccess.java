package io.tentabo.sync.connection;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.sync.provider.ProviderAccess;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** Hands out what is needed to talk to a provider. The credentials stay in memory for one piece of work. */
@ApplicationScoped
public class ConnectionAccess {

    private static final String SELECT = """
            SELECT c.id, c.provider_name, c.base_url, c.access_version, s.marker_field
            FROM provider_connections c
            JOIN connection_states s ON s.tenant_id = c.tenant_id AND s.connection_id = c.id
            WHERE c.tenant_id = (SELECT current_tenant())
            """;
    private static final String ACTIVE = SELECT + """
              AND c.active AND c.type = $1 AND (s.cooling_until IS NULL OR s.cooling_until <= now())
            """;

    private final Transactions transactions;
    private final CredentialVault vault;

    ConnectionAccess(Transactions transactions, CredentialVault vault) {
        this.transactions = transactions;
        this.vault = vault;
    }

    /** The tenant's active connection of a type; nothing while there is none or while it must stay silent. */
    public Uni<Optional<ProviderAccess>> active(ProviderType type) {
        return transactions.read(tx -> tx.query(ACTIVE, Tuple.of(type.name()))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : access(tx, rows.iterator().next()).map(Optional::of)));
    }

    /** A connection, active or not; 404 when there is none. */
    public Uni<ProviderAccess> of(UUID connectionId) {
        return transactions.read(
                tx -> tx.query(SELECT + "AND c.id = $1", Tuple.of(connectionId)).chain(rows -> {
                    if (rows.size() == 0) {
                        throw CommonProblems.notFound("connection", connectionId);
                    }
                    return access(tx, rows.iterator().next());
                }));
    }

    private Uni<ProviderAccess> access(Transaction tx, Row row) {
        UUID id = row.getUUID("id");
        return vault.apiKey(tx, id)
                .map(apiKey -> new ProviderAccess(
                        id,
                        row.getInteger("access_version"),
                        row.getString("provider_name"),
                        URI.create(row.getString("base_url")),
                        apiKey,
                        row.getString("marker_field")));
    }
}
