package io.tentabo.sync.mapping;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import io.tentabo.sync.provider.LeadField;
import io.tentabo.sync.provider.LeadState;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Fields of a mapping that wait for a decision. */
@ApplicationScoped
class OpenConflicts {

    private static final String OPEN = """
            SELECT field
            FROM sync_conflicts
            WHERE tenant_id = (SELECT current_tenant()) AND mapping_id = $1 AND resolution = 'OPEN'
            """;
    private static final String RAISE = """
            INSERT INTO sync_conflicts AS known (id, tenant_id, mapping_id, field, internal_value, external_value)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (tenant_id, mapping_id, field) WHERE resolution = 'OPEN' DO UPDATE
            SET internal_value = excluded.internal_value, external_value = excluded.external_value,
                version = known.version + 1
            """;
    private static final String SETTLE = """
            UPDATE sync_conflicts
            SET resolution = 'MANUAL', resolved_at = now(), version = version + 1
            WHERE tenant_id = (SELECT current_tenant()) AND mapping_id = $1 AND resolution = 'OPEN' AND field = ANY ($2)
            """;

    Uni<Set<LeadField>> of(Transaction tx, UUID mappingId) {
        return tx.query(OPEN, Tuple.of(mappingId)).map(rows -> {
            Set<LeadField> fields = EnumSet.noneOf(LeadField.class);
            rows.forEach(row -> LeadField.named(row.getString(0)).ifPresent(fields::add));
            return fields;
        });
    }

    /** Raises conflicts, or renews the values of those that are open. */
    Uni<Void> raise(
            Transaction tx, UUID mappingId, Collection<LeadField> fields, LeadState internal, LeadState external) {
        List<Tuple> rows = fields.stream()
                .map(field -> Tuple.from(Arrays.asList(
                        Ids.next(),
                        tx.caller().requireTenantId(),
                        mappingId,
                        field.apiName(),
                        internal.text(field),
                        external.text(field))))
                .toList();
        return tx.batch(RAISE, rows);
    }

    /** Closes conflicts about fields that people have meanwhile made the same on both sides. */
    Uni<Void> settle(Transaction tx, UUID mappingId, Set<LeadField> fields) {
        String[] names = fields.stream().map(LeadField::apiName).toArray(String[]::new);
        return tx.update(SETTLE, Tuple.of(mappingId, names)).replaceWithVoid();
    }
}
