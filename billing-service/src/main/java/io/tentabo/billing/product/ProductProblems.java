package io.tentabo.billing.product;

import static jakarta.ws.rs.core.Response.Status.CONFLICT;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.ProblemType;
import java.util.UUID;

/** Refusals of the catalog. */
final class ProductProblems {

    private static final ProblemType SKU_TAKEN =
            new ProblemType("product.sku-taken", CONFLICT, "Another product has this SKU");
    private static final ProblemType ORDERED =
            new ProblemType("product.ordered", CONFLICT, "The product has been ordered");
    private static final ProblemType TIERS_OVERLAP =
            new ProblemType("product.tiers-overlap", CONFLICT, "Price tiers overlap");

    private ProductProblems() {}

    static HttpProblem skuTaken(String sku) {
        return SKU_TAKEN.with("There is already a product with the SKU " + sku + ".");
    }

    static HttpProblem ordered(UUID id) {
        return ORDERED.with("Product " + id + " is on orders and cannot be deleted. Set its status to DISCONTINUED.");
    }

    static HttpProblem tiersOverlap(PriceTierFields tier) {
        String end = tier.maxQuantity() == null ? "and above" : "to " + tier.maxQuantity();
        return TIERS_OVERLAP.with("Another tier of the product for %s per %s already holds quantities of %d %s."
                .formatted(tier.currency(), tier.period(), tier.minQuantity(), end));
    }
}
