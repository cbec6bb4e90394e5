package io.tentabo.billing.order;

import static io.tentabo.billing.order.OrderKind.SUBSCRIPTION;
import static io.tentabo.billing.order.OrderKind.WHOLESALE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderKindTest {

    @Test
    void aSubscriptionAndAWholesaleOrderTakeTheirOwnWays() {
        assertThat(SUBSCRIPTION.stepsBetween(OrderStatus.DRAFT, OrderStatus.FULFILLED))
                .containsExactly(
                        OrderStatus.CREATED, OrderStatus.SENT, OrderStatus.IN_FULFILLMENT, OrderStatus.FULFILLED);
        assertThat(WHOLESALE.stepsBetween(OrderStatus.DRAFT, OrderStatus.DELIVERED))
                .containsExactly(
                        OrderStatus.PENDING,
                        OrderStatus.CONFIRMED,
                        OrderStatus.IN_PROGRESS,
                        OrderStatus.SHIPPED,
                        OrderStatus.DELIVERED);
    }

    @ParameterizedTest
    @EnumSource
    void noWayLeadsBackOrAside(OrderKind kind) {
        for (OrderStatus from : OrderStatus.values()) {
            assertThat(kind.stepsBetween(from, OrderStatus.DRAFT)).isEmpty();
            assertThat(kind.stepsBetween(OrderStatus.CANCELLED, from)).isEmpty();
            assertThat(kind.stepsBetween(from, from)).isEmpty();
        }
        OrderKind other = kind == SUBSCRIPTION ? WHOLESALE : SUBSCRIPTION;
        assertThat(kind.stepsBetween(OrderStatus.DRAFT, other.sent())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void linesCanBeChangedBeforeSendingOnly(OrderKind kind) {
        assertThat(OrderStatus.values())
                .filteredOn(kind::isOpen)
                .containsExactlyInAnyOrder(OrderStatus.DRAFT, kind.submitted());
    }
}
