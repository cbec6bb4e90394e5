package io.tentabo.identity.template;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The templates of the caller's tenant in the database. */
@Singleton
class TenantTemplateRows {

    private static final String VIEWS = """
            SELECT tt.id, tt.template_slug, installed.name, tt.template_version, latest.version AS latest_version,
                   tt.status, tt.installed_by, tt.installed_at, tt.updated_at
            FROM tenant_templates tt
            JOIN templates installed ON installed.slug = tt.template_slug AND installed.version = tt.template_version
            CROSS JOIN LATERAL (
                SELECT t.version
                FROM templates t
                WHERE t.slug = tt.template_slug
                ORDER BY t.version_order DESC
                LIMIT 1
            ) latest
            """;

    private static final String ONE = VIEWS + "WHERE tt.template_slug = $1";

    private static final String ALL = """
            SELECT tt.id, tt.template_slug, tt.template_version, tt.status, tt.applied::text AS applied,
                   tt.installed_by, tt.installed_at
            FROM tenant_templates tt
            WHERE tt.tenant_id = (SELECT current_tenant())
            ORDER BY tt.template_slug
            """;

    private static final String WRITE = """
            INSERT INTO tenant_templates (
                id, tenant_id, template_slug, template_version, status, applied, installed_by
            )
            VALUES ($1, (SELECT current_tenant()), $2, $3, $4, $5::text::jsonb, $6)
            ON CONFLICT (tenant_id, template_slug) DO UPDATE
            SET template_version = excluded.template_version, status = excluded.status, applied = excluded.applied,
                installed_by = excluded.installed_by, updated_at = now()
            """;

    private static final String TAKE_OVER =
            "UPDATE tenant_templates SET applied = $2::text::jsonb, updated_at = now() WHERE id = $1";

    private final Transactions transactions;
    private final Cursors cursors;

    TenantTemplateRows(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    Uni<Page<TenantTemplateView>> list(PageRequest page) {
        return KeysetQuery.of("tenant-templates", VIEWS)
                .sorts("-installedAt", SortKey.timestamp("installedAt", "tt.installed_at"))
                .tieBreak("tt.id")
                .fetch(transactions, cursors, page, TenantTemplateRows::view);
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 when the tenant never had it */
    Uni<TenantTemplateView> get(String slug) {
        return transactions.read(tx -> view(tx, slug));
    }

    Uni<TenantTemplateView> view(Transaction tx, String slug) {
        return tx.query(ONE, Tuple.of(slug)).map(rows -> {
            for (Row row : rows) {
                return view(row);
            }
            throw CommonProblems.NOT_FOUND.with("The template " + slug + " was never installed.");
        });
    }

    /** Those that are removed as well. */
    Uni<List<TenantTemplate>> all(Transaction tx) {
        return tx.query(ALL).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(TenantTemplate::of)
                .toList());
    }

    Uni<Void> write(Transaction tx, UUID id, Template template, TenantTemplateStatus status, Applied applied) {
        return tx.update(
                        WRITE,
                        Tuple.of(
                                id,
                                template.slug(),
                                template.version(),
                                status.name(),
                                TemplateJson.text(applied),
                                tx.caller().userId()))
                .replaceWithVoid();
    }

    /** Writes what other templates have taken over, by the ids of their rows. */
    Uni<Void> write(Transaction tx, Map<UUID, Applied> takenOver) {
        return tx.batch(
                TAKE_OVER,
                takenOver.entrySet().stream()
                        .map(other -> Tuple.of(other.getKey(), TemplateJson.text(other.getValue())))
                        .toList());
    }

    private static TenantTemplateView view(Row row) {
        return new TenantTemplateView(
                row.getUUID("id"),
                row.getString("template_slug"),
                row.getString("name"),
                row.getString("template_version"),
                row.getString("latest_version"),
                TenantTemplateStatus.valueOf(row.getString("status")),
                row.getUUID("installed_by"),
                SqlTime.get(row, "installed_at"),
                SqlTime.get(row, "updated_at"));
    }
}
