package io.tentabo.identity.tenant;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ConstraintViolations;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tenants, their settings and the limits of their plans. */
@Singleton
public class Tenants {

    private static final String INSERT = """
            INSERT INTO tenants (id, name, slug, status, plan_type, max_users, max_integrations)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            RETURNING id, name, slug, status, plan_type, features, max_users, max_integrations, billing_email,
                      contact_email, logo_url, primary_color, version, created_at, updated_at
            """;
    private static final String LIST = """
            SELECT t.id, t.name, t.slug, t.status, t.plan_type, t.features, t.max_users, t.max_integrations,
                   t.billing_email, t.contact_email, t.logo_url, t.primary_color, t.version, t.created_at,
                   t.updated_at
            FROM tenants t
            """;
    private static final String ONE = LIST + "WHERE t.id = $1";
    private static final String BY_SLUG = "SELECT id, slug, status FROM tenants WHERE slug = $1";
    private static final String BY_ID = "SELECT id, slug, status FROM tenants WHERE id = $1";
    private static final String LOCKED =
            "SELECT id, slug, status FROM tenants WHERE id = (SELECT current_tenant()) FOR NO KEY UPDATE";
    private static final String LOCK =
            "SELECT max_users FROM tenants WHERE id = (SELECT current_tenant()) FOR NO KEY UPDATE";

    private static final String LOCK_INTEGRATIONS =
            "SELECT max_integrations FROM tenants WHERE id = (SELECT current_tenant()) FOR NO KEY UPDATE";

    private final Transactions transactions;
    private final SettingRows settingRows;
    private final TenantJournal journal;
    private final Cursors cursors;

    Tenants(Transactions transactions, SettingRows settingRows, TenantJournal journal, Cursors cursors) {
        this.transactions = transactions;
        this.settingRows = settingRows;
        this.journal = journal;
        this.cursors = cursors;
    }

    /** All tenants, for operators. */
    public Uni<Page<TenantView>> list(PageRequest page) {
        return KeysetQuery.of("tenants", LIST)
                .sorts("-createdAt", SortKey.timestamp("createdAt", "t.created_at"), SortKey.text("slug", "t.slug"))
                .tieBreak("t.id")
                .fetch(transactions, cursors, page, Tenants::view);
    }

    /**
     * Creates the caller's tenant: the transaction runs on behalf of the id that the tenant is to have.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 409 when the slug is taken
     */
    public Uni<TenantView> create(Transaction tx, String name, String slug, Plan plan, TenantSettings settings) {
        requireExisting(settings);
        UUID id = tx.caller().requireTenantId();
        return tx.query(
                        INSERT,
                        Tuple.from(List.of(
                                id,
                                name,
                                slug,
                                plan.firstStatus().name(),
                                plan.name(),
                                plan.maxUsers(),
                                plan.maxIntegrations())))
                .onFailure(ConstraintViolations.violates("uq_tenants_slug"))
                .transform(ignored -> TenantProblems.SLUG_TAKEN.with("Another tenant has the slug " + slug + "."))
                .map(rows -> view(rows.iterator().next()))
                .call(() -> settingRows.insert(tx, settings))
                .call(tenant -> journal.created(tx, tenant, settings));
    }

    /** One tenant, for operators. */
    public Uni<TenantView> get(UUID id) {
        return transactions.read(ONE, Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return view(row);
            }
            throw CommonProblems.notFound(TenantJournal.TENANT, id);
        });
    }

    /** Finds a tenant by the name that people and programs use for it. */
    public Uni<Optional<TenantIdentity>> bySlug(String slug) {
        return transactions.read(BY_SLUG, Tuple.of(slug)).map(Tenants::identity);
    }

    public Uni<Optional<TenantIdentity>> byId(UUID id) {
        return transactions.read(BY_ID, Tuple.of(id)).map(Tenants::identity);
    }

    /** Locks the caller's tenant until the end of the transaction; empty when there is no such tenant. */
    public Uni<Optional<TenantIdentity>> locked(Transaction tx) {
        return tx.query(LOCKED).map(Tenants::identity);
    }

    /** Locks the caller's tenant until the end of the transaction, and answers how many people may have a seat. */
    public Uni<Integer> lockedMaxUsers(Transaction tx) {
        return tx.query(LOCK).map(rows -> rows.iterator().next().getInteger(0));
    }

    /** Locks the caller's tenant until the end of the transaction, and answers how many integrations it may have. */
    public Uni<Integer> lockedMaxIntegrations(Transaction tx) {
        return tx.query(LOCK_INTEGRATIONS).map(rows -> rows.iterator().next().getInteger(0));
    }

    static void requireExisting(TenantSettings settings) {
        try {
            ZoneId.of(settings.timezone());
            Currency.getInstance(settings.defaultCurrency());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw TenantProblems.UNKNOWN_SETTING.with(
                    "Send a currency of ISO 4217 and a time zone of the IANA database.",
                    Map.of("defaultCurrency", settings.defaultCurrency(), "timezone", settings.timezone()));
        }
    }

    private static Optional<TenantIdentity> identity(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new TenantIdentity(
                    row.getUUID("id"), row.getString("slug"), TenantStatus.valueOf(row.getString("status"))));
        }
        return Optional.empty();
    }

    private static TenantView view(Row row) {
        return new TenantView(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("slug"),
                TenantStatus.valueOf(row.getString("status")),
                row.getString("plan_type"),
                List.of(row.getArrayOfStrings("features")),
                row.getInteger("max_users"),
                row.getInteger("max_integrations"),
                row.getString("billing_email"),
                row.getString("contact_email"),
                row.getString("logo_url"),
                row.getString("primary_color"),
                row.getInteger("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
