package io.tentabo.billing.quote;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.ProblemType;
import java.util.UUID;

/** Why a basket cannot be priced. */
final class QuoteProblems {

    private static final ProblemType UNKNOWN_PRODUCT =
            new ProblemType("pricing.unknown-product", ProblemType.UNPROCESSABLE, "No such product");
    private static final ProblemType UNKNOWN_DURATION =
            new ProblemType("pricing.unknown-duration", ProblemType.UNPROCESSABLE, "No such duration");
    private static final ProblemType NOT_FOR_SALE =
            new ProblemType("pricing.not-for-sale", ProblemType.UNPROCESSABLE, "The product is not for sale");

    private QuoteProblems() {}

    static HttpProblem unknownProduct(UUID id) {
        return UNKNOWN_PRODUCT.with("There is no product " + id + ".");
    }

    static HttpProblem unknownDuration(UUID id) {
        return UNKNOWN_DURATION.with("There is no duration " + id + ".");
    }

    static HttpProblem notForSale(String sku) {
        return NOT_FOR_SALE.with(sku + " is not for sale.");
    }
}
