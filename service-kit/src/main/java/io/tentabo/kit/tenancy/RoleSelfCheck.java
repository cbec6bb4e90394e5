package io.tentabo.kit.tenancy;

import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses to run with a database role that row-level security does not bind: a superuser, a role with
 * {@code BYPASSRLS}, the owner of the schema or of a table in it, or a member of such a role.
 */
@ApplicationScoped
class RoleSelfCheck {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private static final String SQL = """
            SELECT current_user AS role,
                   EXISTS (SELECT FROM pg_roles r
                           WHERE (r.rolsuper OR r.rolbypassrls)
                             AND pg_has_role(current_user, r.oid, 'MEMBER')) AS privileged,
                   EXISTS (SELECT FROM pg_namespace n
                           WHERE n.nspname = $1 AND pg_has_role(current_user, n.nspowner, 'MEMBER'))
                   OR EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                              WHERE n.nspname = $1 AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS owner
            """;

    private final Pool pool;
    private final String schema;

    RoleSelfCheck(Pool pool, @ConfigProperty(name = "tentabo.service") String schema) {
        this.pool = pool;
        this.schema = schema;
    }

    void check(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        Row row = pool.preparedQuery(SQL)
                .execute(Tuple.of(schema))
                .await()
                .atMost(TIME_LIMIT)
                .iterator()
                .next();
        if (row.getBoolean("privileged") || row.getBoolean("owner")) {
            throw new IllegalStateException(
                    ("The database role %s is not bound by row-level security: it is a superuser,"
                                    + " may bypass it, or owns what is in schema %s. Use the service's runtime role.")
                            .formatted(row.getString("role"), schema));
        }
    }
}
