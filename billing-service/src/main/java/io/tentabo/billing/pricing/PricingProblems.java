package io.tentabo.billing.pricing;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.ProblemType;

/** Why something has no price. */
public final class PricingProblems {

    private static final ProblemType NO_PRICE =
            new ProblemType("pricing.no-price", ProblemType.UNPROCESSABLE, "The product has no such price");
    private static final ProblemType NO_TIER =
            new ProblemType("pricing.no-tier", ProblemType.UNPROCESSABLE, "The quantity falls into no price tier");
    private static final ProblemType NEEDS_WHOLE_YEARS =
            new ProblemType("pricing.needs-whole-years", ProblemType.UNPROCESSABLE, "The product is sold by the year");
    private static final ProblemType TOO_LARGE =
            new ProblemType("pricing.too-large", ProblemType.UNPROCESSABLE, "The amount is too large");

    private PricingProblems() {}

    static HttpProblem noPrice(PriceList list, String how) {
        return NO_PRICE.with("%s is not sold %s in %s.".formatted(list.product(), how, list.currency()));
    }

    static HttpProblem noTier(PriceList list, int quantity) {
        return NO_TIER.with("%s has no price in %s for unit %d.".formatted(list.product(), list.currency(), quantity));
    }

    static HttpProblem needsWholeYears(PriceList list, int months) {
        return NEEDS_WHOLE_YEARS.with("%s is priced by the year in %s; %d months are not whole years."
                .formatted(list.product(), list.currency(), months));
    }

    /** An amount that no order can hold. */
    public static HttpProblem tooLarge() {
        return TOO_LARGE.with("The amount has more than fifteen digits before the decimal point.");
    }
}
