package io.tentabo.sync.connection;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.sync.provider.CrmProvider.Account;
import io.tentabo.sync.provider.CrmProviders;
import io.tentabo.sync.provider.ProviderAccess;
import io.tentabo.sync.provider.ProviderFailure;
import io.tentabo.sync.provider.ProviderSession;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Tests connections: a test counts for the address and the credentials that it was made with.
 *
 * <p>A connection whose leads are mapped stays with their account. In another one none of them would be found, and all
 * would be taken for deleted.
 */
@ApplicationScoped
class ConnectionTests {

    private static final String PASSED = """
            UPDATE connection_states s
            SET tested_access_version = $2, tested_at = $3, account_id = $4,
                marker_field = CASE WHEN s.account_id = $4 THEN s.marker_field END
            WHERE s.tenant_id = (SELECT current_tenant()) AND s.connection_id = $1
              AND (s.account_id = $4 OR NOT EXISTS (
                  SELECT 1
                  FROM integration_mappings m
                  WHERE m.tenant_id = s.tenant_id AND m.connection_id = s.connection_id))
            """;

    private static final String OTHER_ACCOUNT =
            "This is another account than the one whose leads the connection keeps. Make a new connection for it.";

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

    private Uni<ConnectionTest> passed(ProviderAccess connection, Account account) {
        Instant now = clock.instant();
        Tuple access = Tuple.of(connection.connectionId(), connection.accessVersion(), SqlTime.of(now), account.id());
        return transactions.write(tx -> tx.update(PASSED, access)
                .chain(count -> record(
                        tx,
                        connection,
                        count == 1
                                ? new ConnectionTest(true, account.name(), null, now)
                                : new ConnectionTest(false, account.name(), OTHER_ACCOUNT, now))));
    }

    private Uni<ConnectionTest> failed(ProviderAccess connection, String error) {
        return transactions.write(
                tx -> record(tx, connection, new ConnectionTest(false, null, error, clock.instant())));
    }

    private Uni<ConnectionTest> record(Transaction tx, ProviderAccess connection, ConnectionTest result) {
        AuditEntry entry =
                AuditEntry.of("connection.tested", Connections.AUDITED, connection.connectionId(), null, result);
        return journal.write(tx, entry).replaceWith(result);
    }
}
