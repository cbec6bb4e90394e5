package io.tentabo.billing.order;

import java.util.Objects;

/**
 * How far the fulfilment has come.
 *
 * @param stage {@link FulfilmentStage#COMPLETE} by default
 */
record Fulfilment(FulfilmentStage stage) {

    @SuppressWarnings("NullAway") // What the client leaves out arrives as null and is replaced here.
    Fulfilment {
        stage = Objects.requireNonNullElse(stage, FulfilmentStage.COMPLETE);
    }
}
