package io.tentabo.kit.tenancy;

import io.tentabo.kit.security.Caller;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The transaction-local settings that every row-level security policy reads. */
final class CallerSettings {

    /** Sets all of them, so that none is ever left over from an earlier transaction of a pooled connection. */
    static final String SQL = """
            SELECT set_config('app.tenant_id', $1, true),
                   set_config('app.user_id', $2, true),
                   set_config('app.scope', $3, true),
                   set_config('app.partner_id', $4, true),
                   set_config('app.distributor_id', $5, true),
                   set_config('app.customer_id', $6, true)
            """;

    private CallerSettings() {}

    static Tuple of(Caller caller) {
        return Tuple.of(
                text(caller.tenantId()),
                text(caller.userId()),
                caller.scope().name(),
                text(caller.partnerId()),
                text(caller.distributorId()),
                text(caller.customerId()));
    }

    private static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }
}
