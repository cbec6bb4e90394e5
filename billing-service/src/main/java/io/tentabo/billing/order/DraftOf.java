package io.tentabo.billing.order;

import io.tentabo.kit.security.Caller;
import org.jspecify.annotations.Nullable;

/** Whose draft an order is: nobody else's business until it is submitted, as the order's row policy has it. */
enum DraftOf {
    /** Hidden from the channel and from customers. */
    STAFF,
    /** Of a partner's or distributor's people: hidden from customers. */
    CHANNEL;

    /** Null for a customer's own, which is hidden from nobody. */
    static @Nullable DraftOf of(Caller caller) {
        return switch (caller.scope()) {
            case TENANT, ASSIGNED, NONE -> STAFF;
            case PARTNER, DISTRIBUTOR -> CHANNEL;
            case CUSTOMER -> null;
        };
    }
}
