package io.tentabo.sync.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.model.Ids;
import io.tentabo.sync.SyncedTenant;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class RunCleanUpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    RunCleanUp cleanUp;

    @Test
    void oldRunsAreDeletedWithTheirErrorsAndNoOthers() throws SQLException {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.createConnection();
            UUID old = run(tenant, connection, 31);
            UUID recent = run(tenant, connection, 29);
            UUID underWay = run(tenant, connection, null);

            // When
            cleanUp.deleteOld().await().atMost(PATIENCE);

            // Then
            String idsOf = "SELECT id FROM sync_runs WHERE connection_id = ?::uuid ORDER BY id";
            assertThat(TestDatabase.column(idsOf, connection.toString()))
                    .containsExactly(recent.toString(), underWay.toString());
            assertThat(TestDatabase.column("SELECT reason FROM sync_errors WHERE run_id = ?::uuid", old.toString()))
                    .isEmpty();
            assertThat(TestDatabase.column("SELECT reason FROM sync_errors WHERE run_id = ?::uuid", recent.toString()))
                    .hasSize(1);
        }
    }

    /** A run with one error that has ended some days ago, or has not. */
    private static UUID run(SyncedTenant tenant, UUID connection, @Nullable Integer daysAgo) throws SQLException {
        UUID id = Ids.next();
        try (Connection database = TestDatabase.superuser();
                PreparedStatement run = database.prepareStatement("""
                        INSERT INTO sync_runs (id, tenant_id, connection_id, sync_type, entity_type, direction, status,
                                               started_at, finished_at)
                        VALUES (?, ?, ?, 'INCREMENTAL', 'LEAD', 'PUSH', 'FAILED', now() - interval '60 days',
                                now() - make_interval(days => ?))
                        """);
                PreparedStatement error = database.prepareStatement("""
                        INSERT INTO sync_errors (id, tenant_id, run_id, reason)
                        VALUES (?, ?, ?, 'No answer.')
                        """)) {
            run.setObject(1, id);
            run.setObject(2, tenant.id());
            run.setObject(3, connection);
            run.setObject(4, daysAgo, java.sql.Types.INTEGER);
            run.executeUpdate();
            error.setObject(1, Ids.next());
            error.setObject(2, tenant.id());
            error.setObject(3, id);
            error.executeUpdate();
        }
        return id;
    }
}
