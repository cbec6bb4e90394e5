package io.tentabo.crm.integration.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.crm.lead.LeadChannel;
import io.tentabo.crm.lead.OrderDesk;
import io.tentabo.crm.lead.Placement;
import io.tentabo.test.TentaboInfrastructure;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class BillingOrderDeskTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    BillingProblems problems;

    @Test
    void whereBillingDoesNotListenThereIsNoOrder() throws IOException {
        // Given
        OrderDesk desk = desk("http://localhost:" + portWhereNobodyListens());

        // When
        Placement placement = place(desk);

        // Then
        assertThat(placement).isInstanceOfSatisfying(Placement.Refused.class, refused -> {
            assertThat(refused.problem().getStatusCode()).isEqualTo(503);
            assertThat(refused.problem().getParameters()).containsEntry("code", "billing.unavailable");
        });
    }

    @Test
    void whereBillingIsNotFoundThereIsNoOrder() {
        // Given
        OrderDesk desk = desk("http://billing.invalid");

        // When
        Placement placement = place(desk);

        // Then
        assertThat(placement).isInstanceOf(Placement.Refused.class);
    }

    private OrderDesk desk(String url) {
        BillingOrders orders =
                QuarkusRestClientBuilder.newBuilder().baseUri(URI.create(url)).build(BillingOrders.class);
        return new BillingOrderDesk(orders, problems);
    }

    private static Placement place(OrderDesk desk) {
        OrderDesk.OrderRequest request =
                new OrderDesk.OrderRequest(UUID.randomUUID(), 1, "EUR", new LeadChannel(null, null), List.of());
        return desk.place(request, "Bearer token").await().atMost(PATIENCE);
    }

    private static int portWhereNobodyListens() throws IOException {
        try (ServerSocket closedAgain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closedAgain.getLocalPort();
        }
    }
}
