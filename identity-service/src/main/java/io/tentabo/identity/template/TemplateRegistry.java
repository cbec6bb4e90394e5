package io.tentabo.identity.template;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** The templates that there are. */
@Singleton
class TemplateRegistry {

    private static final String LIST = """
            SELECT t.slug, t.version, t.name, t.description, t.category, t.tags, t.author, t.features, t.pricing_tier
            FROM templates t
            """;

    private static final String IS_LATEST = """
            NOT EXISTS (
                SELECT FROM templates later WHERE later.slug = t.slug AND later.version_order > t.version_order
            )
            """;

    private static final String VERSIONS = """
            SELECT t.slug, t.version, t.name, t.description, t.category, t.tags, t.author, t.features, t.permissions,
                   t.roles::text AS roles, t.settings::text AS settings, t.tables, t.api_endpoints, t.webhooks,
                   t.integrations, t.pricing_tier, t.setup_instructions, t.documentation
            FROM templates t
            WHERE t.slug = ANY ($1)
            ORDER BY t.slug, t.version_order DESC
            """;

    private final Transactions transactions;
    private final Cursors cursors;

    TemplateRegistry(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    Uni<Page<TemplateSummary>> list(TemplateFilter filter, PageRequest page) {
        String text = filter.q == null ? null : filter.q.toLowerCase(Locale.ROOT);
        return KeysetQuery.of("templates", LIST)
                .where(IS_LATEST)
                .where("t.category = ?", filter.category)
                .where("? = ANY (t.tags)", filter.tag)
                .where("strpos(lower(t.name || ' ' || t.description), ?) > 0", text)
                .sorts("name", SortKey.text("name", "t.name_key"))
                .tieBreak("t.id")
                .fetch(transactions, cursors, page, TemplateRegistry::summary);
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 when there is none */
    Uni<TemplateDetails> get(String slug) {
        return transactions.read(VERSIONS, slugs(List.of(slug))).map(rows -> {
            List<Template> versions = templates(rows);
            if (versions.isEmpty()) {
                throw CommonProblems.NOT_FOUND.with("There is no template " + slug + ".");
            }
            return new TemplateDetails(
                    versions.getFirst(),
                    versions.stream().map(Template::version).toList());
        });
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 when there is none */
    Uni<Template> get(String slug, String version) {
        return transactions.read(VERSIONS, slugs(List.of(slug))).map(rows -> templates(rows).stream()
                .filter(template -> template.version().equals(version))
                .findFirst()
                .orElseThrow(
                        () -> CommonProblems.NOT_FOUND.with("There is no version " + version + " of " + slug + ".")));
    }

    /** All versions of some templates, the latest of each first. */
    Uni<List<Template>> versions(Transaction tx, Collection<String> slugs) {
        return tx.query(VERSIONS, slugs(slugs)).map(TemplateRegistry::templates);
    }

    private static Tuple slugs(Collection<String> slugs) {
        return Tuple.of(slugs.toArray(String[]::new));
    }

    private static List<Template> templates(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(TemplateRegistry::template)
                .toList();
    }

    private static Template template(Row row) {
        return new Template(
                row.getString("slug"),
                row.getString("version"),
                row.getString("name"),
                row.getString("description"),
                row.getString("category"),
                strings(row, "tags"),
                row.getString("author"),
                strings(row, "features"),
                strings(row, "permissions"),
                TemplateJson.roles(row.getString("roles")),
                TemplateJson.values(row.getString("settings")),
                strings(row, "tables"),
                strings(row, "api_endpoints"),
                strings(row, "webhooks"),
                strings(row, "integrations"),
                row.getString("pricing_tier"),
                row.getString("setup_instructions"),
                row.getString("documentation"));
    }

    private static TemplateSummary summary(Row row) {
        return new TemplateSummary(
                row.getString("slug"),
                row.getString("version"),
                row.getString("name"),
                row.getString("description"),
                row.getString("category"),
                strings(row, "tags"),
                row.getString("author"),
                strings(row, "features"),
                row.getString("pricing_tier"));
    }

    private static List<String> strings(Row row, String column) {
        return List.of(row.getArrayOfStrings(column));
    }
}
