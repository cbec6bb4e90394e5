package io.tentabo.identity.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.provider.AuthProviderView.HealthView;
import io.tentabo.kit.crypto.Encrypted;
import io.tentabo.kit.crypto.EncryptedColumn;
import io.tentabo.kit.crypto.TenantCrypto;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Providers in the database, their credentials under the tenant's own key. */
@Singleton
class AuthProviderRows {

    private static final String SELECT = """
            SELECT p.id, p.name, p.configuration::text AS configuration, p.credentials IS NOT NULL AS has_credentials,
                   p.is_active, coalesce(p.tested_access_version = p.access_version, false) AS is_tested, p.tested_at,
                   p.test_passed, p.test_error, p.health, p.health_error, p.last_health_check_at, p.version,
                   p.created_at, p.updated_at
            FROM auth_providers p
            """;
    private static final String ONE = SELECT + "WHERE p.tenant_id = (SELECT current_tenant()) AND p.id = $1";
    private static final String LOCKED = ONE + " FOR UPDATE";
    private static final String LOCK_ALL = """
            SELECT id
            FROM auth_providers
            WHERE tenant_id = (SELECT current_tenant())
            ORDER BY id
            FOR UPDATE
            """;
    private static final String ACCESS = """
            SELECT id, configuration::text AS configuration, access_version, credentials, key_version
            FROM auth_providers
            WHERE tenant_id = (SELECT current_tenant())
            """;
    private static final String ACCESS_TO = ACCESS + "AND id = $1";
    private static final String ACCESS_TO_ACTIVE = ACCESS + "AND is_active";
    private static final String UNDER_OLDER_KEYS = """
            SELECT id, key_version, credentials AS ciphertext
            FROM auth_providers
            WHERE tenant_id = (SELECT current_tenant()) AND key_version < $1
            LIMIT $2
            FOR UPDATE
            """;
    private static final String REENCRYPTED = """
            UPDATE auth_providers
            SET key_version = $2, credentials = $3
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            """;
    private static final String NAME_OF_ACTIVE = """
            SELECT name
            FROM auth_providers
            WHERE tenant_id = (SELECT current_tenant()) AND is_active AND provider_name = $1
            """;
    private static final String INSERT = """
            INSERT INTO auth_providers (id, tenant_id, provider_name, name, configuration)
            VALUES ($1, $2, $3, $4, $5::text::jsonb)
            """;
    private static final String UPDATE = """
            UPDATE auth_providers
            SET name = $2, configuration = $3::text::jsonb, version = version + 1, updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            """;
    /** What was tested is not what is there any more. */
    private static final String RENEW_ACCESS = """
            UPDATE auth_providers
            SET access_version = access_version + 1, is_active = false, health = 'UNKNOWN', health_error = NULL,
                is_outage_told = false
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            """;

    private static final String SET_CREDENTIALS = """
            UPDATE auth_providers
            SET credentials = $2, key_version = $3
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            """;
    private static final String SET_ACTIVE = """
            UPDATE auth_providers
            SET is_active = $2, next_health_check_at = now() + $3 * (1 + random() / 5) * interval '1 millisecond',
                next_sweep_at = now() + $4 * (1 + random() / 5) * interval '1 millisecond', version = version + 1, updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            """;
    private static final String DEACTIVATE_OTHERS = """
            UPDATE auth_providers
            SET is_active = false, version = version + 1, updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND is_active AND id <> $1
            RETURNING id
            """;
    private static final String DELETE = """
            DELETE FROM auth_providers
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            """;
    /** The test of an access that has been edited meanwhile tells nothing. */
    private static final String TESTED = """
            UPDATE auth_providers
            SET tested_access_version = $2, test_passed = $3, test_error = $4, tested_at = $5
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND access_version = $2
            """;
    /**
     * Of several processes that find it due one gets it. The next time is a little later for each, so that providers that
     * were put to use together are not asked together for ever. Nothing is asked for a tenant that nobody can work in.
     */
    private static final String TAKE_CHECK = """
            UPDATE auth_providers p
            SET next_health_check_at = now() + $2 * (1 + random() / 5) * interval '1 millisecond'
            FROM tenants t
            WHERE p.tenant_id = (SELECT current_tenant()) AND p.id = $1 AND p.is_active
              AND p.next_health_check_at <= now() AND t.id = p.tenant_id
            RETURNING t.status IN ('TRIAL', 'ACTIVE') AS is_wanted
            """;

    private final Transactions transactions;
    private final Cursors cursors;
    private final TenantCrypto crypto;
    private final ObjectMapper mapper;
    private final Duration checkEvery;
    private final Duration sweepEvery;

    AuthProviderRows(
            Transactions transactions,
            Cursors cursors,
            TenantCrypto crypto,
            ObjectMapper mapper,
            IdentityConfig config) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.crypto = crypto;
        this.mapper = mapper;
        this.checkEvery = config.providers().checkEvery();
        this.sweepEvery = config.providers().sweepEvery();
    }

    Uni<Page<AuthProviderView>> list(PageRequest page) {
        return KeysetQuery.of("auth-providers", SELECT)
                .where("p.tenant_id = (SELECT current_tenant())")
                .sorts("-createdAt", SortKey.timestamp("createdAt", "p.created_at"))
                .tieBreak("p.id")
                .fetch(transactions, cursors, page, this::view);
    }

    Uni<Optional<AuthProviderView>> find(Transaction tx, UUID id) {
        return tx.query(ONE, Tuple.of(id)).map(this::first);
    }

    Uni<Optional<AuthProviderView>> lock(Transaction tx, UUID id) {
        return tx.query(LOCKED, Tuple.of(id)).map(this::first);
    }

    /** In one order, so that two who switch at once wait for each other. */
    Uni<Void> lockAll(Transaction tx) {
        return tx.query(LOCK_ALL).replaceWithVoid();
    }

    Uni<Optional<ProviderAccess>> access(Transaction tx, UUID id) {
        return tx.query(ACCESS_TO, Tuple.of(id)).chain(rows -> access(tx, rows));
    }

    Uni<Optional<String>> nameOfActive(Transaction tx, ProviderName kind) {
        return tx.query(NAME_OF_ACTIVE, Tuple.of(kind.code())).map(rows -> {
            for (Row row : rows) {
                return Optional.of(row.getString("name"));
            }
            return Optional.empty();
        });
    }

    Uni<Optional<ProviderAccess>> activeAccess(Transaction tx) {
        return tx.query(ACCESS_TO_ACTIVE).chain(rows -> access(tx, rows));
    }

    Uni<UUID> insert(Transaction tx, String name, ProviderConfiguration configuration) {
        UUID id = Ids.next();
        return tx.update(
                        INSERT,
                        Tuple.of(
                                id,
                                tx.caller().requireTenantId(),
                                configuration.provider().code(),
                                name,
                                json(configuration)))
                .replaceWith(id);
    }

    Uni<Void> update(Transaction tx, UUID id, String name, ProviderConfiguration configuration) {
        return tx.update(UPDATE, Tuple.of(id, name, json(configuration))).replaceWithVoid();
    }

    Uni<Void> renewAccess(Transaction tx, UUID id) {
        return tx.update(RENEW_ACCESS, Tuple.of(id)).replaceWithVoid();
    }

    @Produces
    @Singleton
    static EncryptedColumn credentials() {
        return new EncryptedColumn(UNDER_OLDER_KEYS, REENCRYPTED, AuthProviderRows::context);
    }

    Uni<Void> setCredentials(Transaction tx, UUID id, ProviderCredentials credentials) {
        return crypto.encrypt(tx, credentials.secret().getBytes(StandardCharsets.UTF_8), context(id))
                .chain(encrypted -> tx.update(
                        SET_CREDENTIALS, Tuple.of(id, Buffer.buffer(encrypted.ciphertext()), encrypted.keyVersion())))
                .replaceWithVoid();
    }

    Uni<Void> setActive(Transaction tx, UUID id, boolean active) {
        return tx.update(SET_ACTIVE, Tuple.of(id, active, checkEvery.toMillis(), sweepEvery.toMillis()))
                .replaceWithVoid();
    }

    /** Answers which one was active, if any. */
    Uni<Optional<UUID>> deactivateOthers(Transaction tx, UUID id) {
        return tx.query(DEACTIVATE_OTHERS, Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return Optional.of(row.getUUID(0));
            }
            return Optional.empty();
        });
    }

    Uni<Void> delete(Transaction tx, UUID id) {
        return tx.update(DELETE, Tuple.of(id)).replaceWithVoid();
    }

    Uni<Void> tested(Transaction tx, ProviderAccess access, ProviderTest result) {
        return tx.update(
                        TESTED,
                        Tuple.of(
                                access.id(),
                                access.accessVersion(),
                                result.passed(),
                                result.error(),
                                SqlTime.of(result.testedAt())))
                .replaceWithVoid();
    }

    /** Whether the caller is the one to check a provider that is due; it is due again after the interval. */
    Uni<Boolean> takeCheck(Transaction tx, UUID id) {
        return tx.query(TAKE_CHECK, Tuple.of(id, checkEvery.toMillis())).map(taken -> {
            for (Row row : taken) {
                return row.getBoolean("is_wanted");
            }
            return false;
        });
    }

    private Uni<Optional<ProviderAccess>> access(Transaction tx, RowSet<Row> rows) {
        for (Row row : rows) {
            UUID id = row.getUUID("id");
            return secret(tx, id, row)
                    .map(secret -> Optional.of(
                            new ProviderAccess(id, configuration(row), row.getInteger("access_version"), secret)));
        }
        return Uni.createFrom().item(Optional.empty());
    }

    private Uni<@Nullable String> secret(Transaction tx, UUID id, Row row) {
        io.vertx.mutiny.core.buffer.Buffer credentials = row.getBuffer("credentials");
        return credentials == null
                ? Uni.createFrom().nullItem()
                : crypto.decrypt(tx, new Encrypted(row.getInteger("key_version"), credentials.getBytes()), context(id))
                        .map(secret -> new String(secret, StandardCharsets.UTF_8));
    }

    private Optional<AuthProviderView> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(view(row));
        }
        return Optional.empty();
    }

    private AuthProviderView view(Row row) {
        ProviderConfiguration configuration = configuration(row);
        return new AuthProviderView(
                row.getUUID("id"),
                configuration.provider(),
                row.getString("name"),
                configuration,
                row.getBoolean("has_credentials"),
                row.getBoolean("is_active"),
                row.getBoolean("is_tested")
                        ? new ProviderTest(
                                row.getBoolean("test_passed"),
                                row.getString("test_error"),
                                SqlTime.get(row, "tested_at"))
                        : null,
                new HealthView(
                        ProviderHealth.valueOf(row.getString("health")),
                        row.getString("health_error"),
                        SqlTime.find(row, "last_health_check_at")),
                row.getInteger("version"),
                SqlTime.get(row, "created_at"),
                SqlTime.get(row, "updated_at"));
    }

    private ProviderConfiguration configuration(Row row) {
        try {
            return mapper.readValue(row.getString("configuration"), ProviderConfiguration.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored configuration of a provider cannot be read", e);
        }
    }

    private String json(ProviderConfiguration configuration) {
        try {
            return mapper.writeValueAsString(configuration);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A configuration of a provider cannot be written", e);
        }
    }

    private static String context(UUID id) {
        return "auth-provider.credentials:" + id;
    }
}
