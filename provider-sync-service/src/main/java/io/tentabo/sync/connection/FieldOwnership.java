package io.tentabo.sync.connection;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Who wins fields that both sides have changed. */
@ApplicationScoped
public class FieldOwnership {

    private static final String OF_LEADS = """
            SELECT field, owner
            FROM field_ownership
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1 AND entity_type = 'LEAD'
            """;

    /** By the field's name; a field without an owner is decided by a person. */
    public Uni<Map<String, FieldOwner>> of(Transaction tx, UUID connectionId) {
        return tx.query(OF_LEADS, Tuple.of(connectionId)).map(rows -> {
            Map<String, FieldOwner> owners = new HashMap<>();
            rows.forEach(row -> owners.put(row.getString(0), FieldOwner.valueOf(row.getString(1))));
            return owners;
        });
    }
}
