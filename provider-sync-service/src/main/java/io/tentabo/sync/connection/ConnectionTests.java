package io.tentabo.sync.connection;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.sync.provider.CrmProviders;
import io.tentabo.sync.provider.ProviderAccess;
import io.tentabo.sync.provider.ProviderFailure;
import io.tentabo.sync.provider.ProviderSession;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** Tests connections: a test counts for the address and the credentials that it was made with. */
@ApplicationScoped
class ConnectionTests {

    private static final String PASSED = """
            UPDATE connection_states
            SET tested_access_version = $2, tested_at = $3
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1
            """;

    private final Transactions transactions;
    private final ConnectionAccess access;
    private final ConnectionStates states;
    private final CrmProviders providers;
    private final Journal journal;
    private final InstantSource clock;

    ConnectionTests(
            Transactions transactions,
            ConnectionAccess access,
            ConnectionStates states,
            CrmProviders providers,
            Journal journal,
            InstantSource clock) {
        this.transactions = transactions;
        this.access = access;
        this.states = states;
        this.providers = providers;
        this.journal = journal;
        this.clock = clock;
    }

    Uni<ConnectionTest> test(UUID id) {
        return access.of(id).chain(this::test);
    }

    private Uni<ConnectionTest> test(ProviderAccess connection) {
        ProviderSession session = new ProviderSession(connection);
        return providers
                .of(session)
                .test(session)
                .chain(account -> states.finished(session, null).chain(() -> passed(connection, account)))
                .onFailure(ProviderFailure.class)
                .recoverWithUni(failure -> states.finished(session, failure)
                        .chain(() -> failed(connection, String.valueOf(failure.getMessage()))));
    }

    private Uni<ConnectionTest> passed(ProviderAccess connection, String account) {
        Instant now = clock.instant();
        ConnectionTest result = new ConnectionTest(true, account, null, now);
        UUID id = connection.connectionId();
        return transactions.write(tx -> tx.update(PASSED, Tuple.of(id, connection.accessVersion(), SqlTime.of(now)))
                .chain(() ->
                        journal.write(tx, AuditEntry.of("connection.tested", Connections.AUDITED, id, null, result)))
                .replaceWith(result));
    }

    private Uni<ConnectionTest> failed(ProviderAccess connection, String error) {
        ConnectionTest result = new ConnectionTest(false, null, error, clock.instant());
        UUID id = connection.connectionId();
        return transactions.write(
                tx -> journal.write(tx, AuditEntry.of("connection.tested", Connections.AUDITED, id, null, result))
                        .replaceWith(result));
    }
}
