package io.tentabo.crm.lead;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.UUID;

/** What became of an order that was to be placed. */
public sealed interface Placement {

    /** There is an order now. */
    record Placed(UUID orderId) implements Placement {}

    /** An order of the lead was placed before, with other lines; {@code problem} is what the order desk said. */
    record PlacedBefore(HttpProblem problem) implements Placement {}

    /** There is no order, and {@code problem} says why. */
    record Refused(HttpProblem problem) implements Placement {}

    /** Whether there is an order cannot be told; {@code problem} asks to try again. */
    record Unknown(HttpProblem problem) implements Placement {}
}
