package io.tentabo.billing.product;

import static io.tentabo.kit.problem.ConstraintViolations.violates;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.billing.pricing.PriceList;
import io.tentabo.billing.pricing.PriceTier;
import io.tentabo.billing.pricing.TierMode;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.editing.MergePatch;
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
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The products of a tenant. */
@ApplicationScoped
public class Products {

    static final String ENTITY = "product";

    private final Transactions transactions;
    private final Cursors cursors;
    private final MergePatch mergePatch;
    private final Journal journal;
    private final InstantSource clock;

    Products(Transactions transactions, Cursors cursors, MergePatch mergePatch, Journal journal, InstantSource clock) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.mergePatch = mergePatch;
        this.journal = journal;
        this.clock = clock;
    }

    Uni<Page<ProductView>> list(ProductFilter filter, PageRequest page) {
        return filter.apply(KeysetQuery.of("products", ProductRows.SELECT))
                .sorts(
                        "-createdAt",
                        SortKey.timestamp("createdAt", "p.created_at"),
                        SortKey.text("name", "p.name"),
                        SortKey.text("sku", "p.sku"))
                .tieBreak("p.id")
                .fetch(transactions, cursors, page, ProductRows::view);
    }

    Uni<ProductView> get(UUID id) {
        return transactions
                .read(ProductRows.SELECT + "WHERE p.id = $1", Tuple.of(id))
                .map(rows -> {
                    for (Row row : rows) {
                        return ProductRows.view(row);
                    }
                    throw CommonProblems.notFound(ENTITY, id);
                });
    }

    Uni<ProductView> create(ProductFields fields) {
        return transactions.write(tx -> {
            Product product = new Product(tx.caller().requireTenantId(), fields, clock.instant());
            return tx.session()
                    .persist(product)
                    .chain(() -> tx.session().flush())
                    .onFailure(violates("uq_products_sku"))
                    .transform(failure -> ProductProblems.skuTaken(fields.sku()))
                    .chain(() -> journal.write(tx, AuditEntry.created(ENTITY, product.id(), fields)))
                    .map(ignored -> product.view());
        });
    }

    Uni<ProductView> change(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> load(tx, id, ifMatch).chain(product -> {
            ProductFields before = product.fields();
            ProductFields after = mergePatch.apply(before, patch, ProductFields.class);
            if (after.equals(before)) {
                return Uni.createFrom().item(product.view());
            }
            product.change(after, clock.instant());
            return tx.session()
                    .flush()
                    .onFailure(violates("uq_products_sku"))
                    .transform(failure -> ProductProblems.skuTaken(after.sku()))
                    .chain(() -> journal.write(tx, AuditEntry.updated(ENTITY, id, before, after)))
                    .map(ignored -> product.view());
        }));
    }

    /** Deletes a product and its tiers, unless it has been ordered: then it can only be discontinued. */
    Uni<Void> delete(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> load(tx, id, ifMatch).chain(product -> {
            ProductFields before = product.fields();
            return tx.session()
                    .remove(product)
                    .chain(() -> tx.session().flush())
                    .onFailure(violates("fk_order_items_product"))
                    .transform(failure -> ProductProblems.ordered(id))
                    .chain(() -> journal.write(tx, AuditEntry.deleted(ENTITY, id, before)));
        }));
    }

    /**
     * Products with their price lists in one currency; those that do not exist are left out. Two statements in one
     * flight, however many products there are.
     */
    public Uni<Map<UUID, SoldProduct>> sold(Transaction tx, Collection<UUID> ids, Currency currency) {
        UUID[] wanted = ids.toArray(UUID[]::new);
        return Uni.combine()
                .all()
                .unis(
                        tx.query(ProductRows.SELECT_SOLD, Tuple.of(wanted)),
                        tx.query(ProductRows.SELECT_SOLD_TIERS, Tuple.of(wanted, currency.getCurrencyCode())))
                .collectFailures()
                .with((products, tiers) -> sold(products, tiers, currency));
    }

    private static Map<UUID, SoldProduct> sold(RowSet<Row> products, RowSet<Row> tiers, Currency currency) {
        Map<UUID, List<PriceTier>> tiersByProduct = new HashMap<>();
        for (Row row : tiers) {
            tiersByProduct
                    .computeIfAbsent(row.getUUID("product_id"), ignored -> new ArrayList<>())
                    .add(ProductRows.tier(row));
        }
        Map<UUID, SoldProduct> sold = new HashMap<>();
        for (Row row : products) {
            UUID id = row.getUUID("id");
            String sku = row.getString("sku");
            TierMode mode = TierMode.valueOf(row.getString("tier_mode"));
            sold.put(
                    id,
                    new SoldProduct(
                            id,
                            sku,
                            row.getString("name"),
                            row.getString("type"),
                            row.getString("unit"),
                            ProductStatus.valueOf(row.getString("status")) == ProductStatus.ACTIVE,
                            new PriceList(sku, mode, currency, tiersByProduct.getOrDefault(id, List.of()))));
        }
        return sold;
    }

    private static Uni<Product> load(Transaction tx, UUID id, @Nullable String ifMatch) {
        return tx.session()
                .find(Product.class, id)
                .onItem()
                .ifNull()
                .failWith(() -> CommonProblems.notFound(ENTITY, id))
                .invoke(product -> ETags.check(ifMatch, product.version()));
    }

    /** The filters of the list; a null one is not applied. */
    record ProductFilter(
            @Nullable ProductStatus status,
            @Nullable String type,
            @Nullable String q) {

        KeysetQuery apply(KeysetQuery query) {
            return query.where("p.status = ?", status == null ? null : status.name())
                    .where("p.type = ?", type)
                    .where("""
                            (p.sku_search >= ? AND p.sku_search < ? || U&'\\+10FFFF'
                                 OR p.name_search >= ? AND p.name_search < ? || U&'\\+10FFFF')""", q == null || q.isBlank() ? null : q.strip().toLowerCase(Locale.ROOT));
        }
    }
}
