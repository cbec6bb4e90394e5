package io.tentabo.identity.audit;

import io.tentabo.identity.Identity;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.kit.audit.AuditPosition;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** Records of one tenant, all of one action, spread over the services; many of them of the same moment. */
final class Recorded {

    static final String ACTION = "thing.noted";

    private static final List<String> SERVICES = List.of("identity", "crm", "billing", "sync");

    private final Map<AuditPosition, String> services = new TreeMap<>();

    /** Has them recorded, several at each of the moments before now. */
    static Recorded in(Tenant tenant, OtherServices others, int count, int moments) {
        Random random = new Random(count);
        Instant begin = Instant.now().minusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS);
        Recorded recorded = new Recorded();
        for (int i = 0; i < count; i++) {
            String service = SERVICES.get(random.nextInt(SERVICES.size()));
            Instant time = begin.plusNanos(random.nextInt(moments) * 1_000L);
            AuditPosition position = new AuditPosition(time, new UUID(random.nextLong(), random.nextLong()));
            if (service.equals("identity")) {
                insert(tenant, position);
            } else {
                others.record(service, tenant.id(), position, ACTION, "noted");
            }
            recorded.services.put(position, service);
        }
        return recorded;
    }

    int size() {
        return services.size();
    }

    /** {@code service id} of each, as the database would order them all in one table. */
    List<String> oldestFirst() {
        List<String> all = new ArrayList<>();
        services.forEach((position, service) -> all.add(service + " " + position.id()));
        return all;
    }

    List<String> newestFirst() {
        List<String> all = oldestFirst();
        Collections.reverse(all);
        return all;
    }

    private static void insert(Tenant tenant, AuditPosition position) {
        Identity.execute("""
                INSERT INTO audit_logs (id, tenant_id, created_at, actor_type, action, entity_type, entity_id)
                VALUES (?, ?, ?, 'SYSTEM', ?, 'thing', uuidv7())
                """, position.id(), tenant.id(), position.createdAt().atOffset(ZoneOffset.UTC), ACTION);
    }
}
