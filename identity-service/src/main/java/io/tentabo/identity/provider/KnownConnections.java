package io.tentabo.identity.provider;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.ConnectionChanged;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** The connections of a tenant as the sync service tells of them: they count as integrations of the plan, too. */
@Singleton
public class KnownConnections {

    private static final String APPLY = """
            INSERT INTO known_connections AS known (tenant_id, connection_id, is_active, is_deleted, version)
            VALUES ((SELECT current_tenant()), $1, $2, $3, $4)
            ON CONFLICT (tenant_id, connection_id) DO UPDATE
            SET is_active = excluded.is_active, is_deleted = excluded.is_deleted, version = excluded.version,
                updated_at = now()
            WHERE NOT known.is_deleted AND (excluded.is_deleted OR known.version < excluded.version)
            """;

    KnownConnections() {}

    /** Takes over a connection's state; an older one than the known one changes nothing. */
    public Uni<Void> apply(Transaction tx, ConnectionChanged connection) {
        return tx.update(
                        APPLY,
                        Tuple.of(
                                connection.connectionId(),
                                connection.active(),
                                connection.deleted(),
                                connection.version()))
                .replaceWithVoid();
    }
}
