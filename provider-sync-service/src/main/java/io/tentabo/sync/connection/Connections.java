package io.tentabo.sync.connection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ConstraintViolations;
import io.tentabo.kit.tenancy.InTurn;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.ConnectionChanged;
import io.tentabo.sync.provider.AddressGuard;
import io.tentabo.sync.provider.CrmProviders;
import io.tentabo.sync.provider.LeadField;
import io.tentabo.sync.tenant.TenantLimits;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rules of connections. */
@ApplicationScoped
class Connections {

    static final String AUDITED = "connection";

    private static final String COUNT = """
            SELECT count(*)::int AS every, (count(*) FILTER (WHERE active))::int AS active
            FROM provider_connections
            WHERE tenant_id = (SELECT current_tenant())
            """;
    private static final String CREATE_STATE = """
            INSERT INTO connection_states (tenant_id, connection_id)
            VALUES ($1, $2)
            """;
    private static final String TESTED = """
            SELECT coalesce(tested_access_version = $2, false) AS tested
            FROM connection_states
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1
            """;
    private static final String SET_ACTIVE = """
            UPDATE connection_states
            SET active = $2, cooling_until = NULL, failures = 0, adopted = false, next_pull_at = now(),
                next_full_pull_at = now(), next_health_check_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1 AND active <> $2
            """;
    private static final String FORGET_OWNERSHIP = """
            DELETE FROM field_ownership
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1
            """;
    private static final String SET_OWNERSHIP = """
            INSERT INTO field_ownership (tenant_id, connection_id, entity_type, field, owner)
            VALUES ($1, $2, 'LEAD', $3, $4)
            """;

    private final Transactions transactions;
    private final ConnectionQueries queries;
    private final CredentialVault vault;
    private final TenantLimits limits;
    private final AddressGuard addresses;
    private final CrmProviders providers;
    private final MergePatch mergePatch;
    private final Journal journal;
    private final List<ActivationListener> activationListeners;
    private final List<RemovalListener> removalListeners;
    private final InstantSource clock;

    Connections(
            Transactions transactions,
            ConnectionQueries queries,
            CredentialVault vault,
            TenantLimits limits,
            AddressGuard addresses,
            CrmProviders providers,
            MergePatch mergePatch,
            Journal journal,
            InstantSource clock,
            @All List<ActivationListener> activationListeners,
            @All List<RemovalListener> removalListeners) {
        this.transactions = transactions;
        this.queries = queries;
        this.vault = vault;
        this.limits = limits;
        this.addresses = addresses;
        this.providers = providers;
        this.mergePatch = mergePatch;
        this.journal = journal;
        this.activationListeners = activationListeners;
        this.removalListeners = removalListeners;
        this.clock = clock;
    }

    Uni<ConnectionView> create(NewConnection request) {
        return transactions.write(tx -> {
            if (request.type() != ProviderType.CRM
                    || providers.named(request.provider()).isEmpty()) {
                throw ConnectionProblems.PROVIDER_UNSUPPORTED.with(
                        "There is no " + request.type() + " provider called " + request.provider() + ".");
            }
            requireUsable(request.fields());
            Connection connection = Connection.create(tx.caller().requireTenantId(), request, clock.instant());
            return requireRoom(tx, false)
                    .chain(() -> tx.session().persist(connection))
                    .chain(() -> tx.session().flush())
                    .chain(() -> tx.update(CREATE_STATE, Tuple.of(tx.caller().requireTenantId(), connection.id())))
                    .chain(() -> vault.store(tx, connection.id(), request.credentials()))
                    .chain(() -> own(tx, connection.id(), request.fields().ownership()))
                    .chain(() ->
                            record(tx, AuditEntry.created(AUDITED, connection.id(), connection.audited()), connection))
                    .chain(() -> queries.get(tx, connection.id()));
        });
    }

    Uni<ConnectionView> edit(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> queries.get(tx, id).chain(view -> {
            ConnectionFields current =
                    new ConnectionFields(view.name(), view.description(), view.baseUrl(), view.fieldOwnership(), null);
            ConnectionFields fields = mergePatch.apply(current, patch, ConnectionFields.class);
            requireUsable(fields);
            return change(tx, id, ifMatch, "connection.updated", connection -> connection.edit(fields, clock.instant()))
                    .chain(connection -> setActive(tx, connection))
                    .chain(() -> fields.credentials() == null
                            ? Uni.createFrom().voidItem()
                            : vault.store(tx, id, fields.credentials()))
                    .chain(() -> tx.update(FORGET_OWNERSHIP, Tuple.of(id)))
                    .chain(() -> own(tx, id, fields.ownership()))
                    .chain(() -> queries.get(tx, id));
        }));
    }

    /** Deletes a connection with its runs, mappings and conflicts; what the provider has stays there. */
    Uni<Void> delete(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> found(tx, id).chain(connection -> {
            ETags.check(ifMatch, connection.version());
            return tx.session()
                    .remove(connection)
                    .chain(() -> tx.session().flush())
                    .chain(() -> InTurn.each(removalListeners, listener -> listener.removed(tx)))
                    .chain(() -> journal.write(
                            tx, AuditEntry.deleted(AUDITED, id, connection.audited()), event(connection, true)));
        }));
    }

    /**
     * Puts a connection to use.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 without a passed test of its present access, or while
     *     another of its type is active; 422 when the plan allows no further one
     */
    Uni<ConnectionView> activate(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> found(tx, id).chain(connection -> {
            ETags.check(ifMatch, connection.version());
            if (connection.isActive()) {
                return queries.get(tx, id);
            }
            return requireTested(tx, connection)
                    .chain(() -> requireRoom(tx, true))
                    .chain(() ->
                            change(tx, id, null, "connection.activated", changed -> changed.activate(clock.instant())))
                    .onFailure(ConstraintViolations.violates("uq_provider_connections_active"))
                    .transform(failure -> ConnectionProblems.TYPE_ALREADY_ACTIVE.with(
                            "Deactivate the tenant's other " + connection.type() + " connection first."))
                    .chain(() -> setActive(tx, connection))
                    .chain(() ->
                            InTurn.each(activationListeners, listener -> listener.activated(tx, id, connection.type())))
                    .chain(() -> queries.get(tx, id));
        }));
    }

    Uni<ConnectionView> deactivate(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> found(tx, id).chain(connection -> {
            ETags.check(ifMatch, connection.version());
            if (!connection.isActive()) {
                return queries.get(tx, id);
            }
            return change(tx, id, null, "connection.deactivated", changed -> changed.deactivate(clock.instant()))
                    .chain(() -> setActive(tx, connection))
                    .chain(() -> queries.get(tx, id));
        }));
    }

    private Uni<Connection> change(
            Transaction tx, UUID id, @Nullable String ifMatch, String action, Consumer<Connection> change) {
        return found(tx, id).chain(connection -> {
            ETags.check(ifMatch, connection.version());
            Map<String, Object> before = connection.audited();
            change.accept(connection);
            return tx.session()
                    .flush()
                    .chain(() ->
                            record(tx, AuditEntry.of(action, AUDITED, id, before, connection.audited()), connection))
                    .replaceWith(connection);
        });
    }

    private Uni<Connection> found(Transaction tx, UUID id) {
        return tx.session().find(Connection.class, id).map(connection -> {
            if (connection == null) {
                throw CommonProblems.notFound("connection", id);
            }
            return connection;
        });
    }

    private Uni<Void> record(Transaction tx, AuditEntry entry, Connection connection) {
        return journal.write(tx, entry, event(connection, false));
    }

    private static DomainEvent event(Connection connection, boolean deleted) {
        return new DomainEvent(
                "connection",
                connection.id(),
                ConnectionChanged.TYPE,
                new ConnectionChanged(
                        connection.id(),
                        connection.type().name(),
                        connection.provider(),
                        connection.name(),
                        connection.status().name(),
                        connection.isActive() && !deleted,
                        deleted,
                        connection.version()));
    }

    private Uni<Void> setActive(Transaction tx, Connection connection) {
        return tx.update(SET_ACTIVE, Tuple.of(connection.id(), connection.isActive()))
                .replaceWithVoid();
    }

    private Uni<Void> own(Transaction tx, UUID id, Map<String, FieldOwner> ownership) {
        UUID tenantId = tx.caller().requireTenantId();
        return tx.batch(
                SET_OWNERSHIP,
                ownership.entrySet().stream()
                        .map(entry -> Tuple.of(
                                tenantId, id, entry.getKey(), entry.getValue().name()))
                        .toList());
    }

    private void requireUsable(ConnectionFields fields) {
        addresses.objection(fields.baseUrl()).ifPresent(objection -> {
            throw ConnectionProblems.ADDRESS_REFUSED.with(objection);
        });
        fields.ownership().keySet().stream()
                .filter(field -> LeadField.named(field)
                        .filter(known -> known != LeadField.ARCHIVED)
                        .isEmpty())
                .findFirst()
                .ifPresent(field -> {
                    throw ConnectionProblems.UNKNOWN_FIELD.with("No field " + field + " is kept in step.");
                });
    }

    /**
     * The tenant's authentication providers, which identity has, count as well: as far as its events have told.
     *
     * @param inUse counts those in use only
     */
    private Uni<Void> requireRoom(Transaction tx, boolean inUse) {
        return limits.lockIntegrations(tx).chain(plan -> tx.query(COUNT).map(rows -> {
            int connections = rows.iterator().next().getInteger(inUse ? "active" : "every");
            int providers = inUse ? plan.activeAuthProviders() : plan.authProviders();
            if (connections + providers >= plan.max()) {
                throw ConnectionProblems.LIMIT_REACHED.with(
                        "The plan allows " + plan.max() + " integrations.", Map.of("maxIntegrations", plan.max()));
            }
            return null;
        }));
    }

    private Uni<Void> requireTested(Transaction tx, Connection connection) {
        return tx.query(TESTED, Tuple.of(connection.id(), connection.accessVersion()))
                .map(rows -> {
                    if (!rows.iterator().next().getBoolean("tested")) {
                        throw ConnectionProblems.NOT_TESTED.with(
                                "Test the connection with its present address and credentials first.");
                    }
                    return null;
                });
    }
}
