package io.tentabo.billing.product;

import static io.tentabo.kit.problem.ConstraintViolations.violates;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The price tiers of a product. That they do not overlap is an exclusion constraint's doing, whoever writes at once. */
@ApplicationScoped
class PriceTiers {

    private static final String ENTITY = "price-tier";
    private static final String OVERLAP = "ex_price_tiers_overlap";
    private static final String SELECT_PRODUCT = "SELECT FROM products p WHERE p.id = $1";

    private final Transactions transactions;
    private final Journal journal;

    PriceTiers(Transactions transactions, Journal journal) {
        this.transactions = transactions;
        this.journal = journal;
    }

    Uni<List<PriceTierView>> list(UUID productId) {
        return transactions.read(tx -> Uni.combine()
                .all()
                .unis(
                        tx.query(SELECT_PRODUCT, Tuple.of(productId)),
                        tx.query(ProductRows.SELECT_TIERS, Tuple.of(productId)))
                .collectFailures()
                .with((product, rows) -> {
                    requireFound(product, productId);
                    List<PriceTierView> tiers = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        tiers.add(ProductRows.tierView(row));
                    }
                    return tiers;
                }));
    }

    Uni<PriceTierView> create(UUID productId, PriceTierFields fields) {
        return transactions.write(tx -> requireProduct(tx, productId).chain(() -> {
            ProductPriceTier tier = new ProductPriceTier(tx.caller().requireTenantId(), productId, fields);
            return tx.session()
                    .persist(tier)
                    .chain(() -> tx.session().flush())
                    .onFailure(violates(OVERLAP))
                    .transform(failure -> ProductProblems.tiersOverlap(fields))
                    .chain(() -> journal.write(tx, AuditEntry.created(ENTITY, tier.id(), fields)))
                    .map(ignored -> tier.view());
        }));
    }

    Uni<PriceTierView> replace(UUID productId, UUID id, @Nullable String ifMatch, PriceTierFields fields) {
        return transactions.write(tx -> load(tx, productId, id, ifMatch).chain(tier -> {
            PriceTierFields before = tier.fields();
            tier.change(fields);
            return tx.session()
                    .flush()
                    .onFailure(violates(OVERLAP))
                    .transform(failure -> ProductProblems.tiersOverlap(fields))
                    .chain(() -> journal.write(tx, AuditEntry.updated(ENTITY, id, before, fields)))
                    .map(ignored -> tier.view());
        }));
    }

    Uni<Void> delete(UUID productId, UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> load(tx, productId, id, ifMatch).chain(tier -> tx.session()
                .remove(tier)
                .chain(() -> tx.session().flush())
                .chain(() -> journal.write(tx, AuditEntry.deleted(ENTITY, id, tier.fields())))));
    }

    private static Uni<Void> requireProduct(Transaction tx, UUID id) {
        return tx.query(SELECT_PRODUCT, Tuple.of(id))
                .invoke(rows -> requireFound(rows, id))
                .replaceWithVoid();
    }

    private static void requireFound(RowSet<Row> product, UUID id) {
        if (product.size() == 0) {
            throw CommonProblems.notFound(Products.ENTITY, id);
        }
    }

    private static Uni<ProductPriceTier> load(Transaction tx, UUID productId, UUID id, @Nullable String ifMatch) {
        return tx.session()
                .find(ProductPriceTier.class, id)
                .map(tier -> tier != null && tier.belongsTo(productId) ? tier : null)
                .onItem()
                .ifNull()
                .failWith(() -> CommonProblems.notFound("price tier", id))
                .invoke(tier -> ETags.check(ifMatch, tier.version()));
    }
}
