package io.tentabo.billing.payment;

import static io.tentabo.kit.problem.ProblemType.UNPROCESSABLE;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.ProblemType;
import io.tentabo.model.money.Money;
import java.time.LocalDate;
import java.util.Map;

/** Refusals about payments; those that the invoice decides on are the invoice's. */
final class PaymentProblems {

    private static final ProblemType REFUND_EXCEEDS_PAYMENT =
            new ProblemType("payment.refund-exceeds-payment", UNPROCESSABLE, "The refund exceeds what was paid");
    private static final ProblemType IN_FUTURE =
            new ProblemType("payment.in-future", UNPROCESSABLE, "The payment has not been made yet");

    private PaymentProblems() {}

    static HttpProblem refundExceedsPayment(Money left) {
        return REFUND_EXCEEDS_PAYMENT.with(
                "At most " + left + " can still be refunded.", Map.of("refundable", left.amount()));
    }

    static HttpProblem inFuture(LocalDate date) {
        return IN_FUTURE.with(date + " lies ahead at the tenant's place.");
    }
}
