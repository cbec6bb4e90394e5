package io.tentabo.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.local.Suite;
import io.tentabo.local.demo.ApiClient;
import io.tentabo.local.demo.Eventually;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSuite.class)
class ChannelVisibilityIT {

    private static final Duration AT_FIRST = Duration.ofSeconds(15);
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final Suite suite;

    ChannelVisibilityIT(Suite suite) {
        this.suite = suite;
    }

    @Test
    void removingALinkTakesAPartnersLeadsAndOrdersFromTheDistributorWithinASecond() {
        // Given
        Vendor vendor = Vendor.in(suite);
        ApiClient partner = vendor.partner();
        ApiClient distributor = vendor.distributor();
        UUID lead = partner.post("/crm/v1/leads", Vendor.newLead("Seen by the distributor"))
                .expect(201)
                .id();
        String order = partner.post("/crm/v1/leads/" + lead + "/convert", vendor.twentyUnits())
                .expect(201)
                .text("orderId");
        awaitStatus(distributor, "/crm/v1/leads/" + lead, 200, AT_FIRST);
        awaitStatus(distributor, "/billing/v1/orders/" + order, 200, AT_FIRST);

        // When
        vendor.unlinkPartner();

        // Then
        long removed = System.nanoTime();
        awaitStatus(distributor, "/crm/v1/leads/" + lead, 404, A_SECOND);
        awaitStatus(distributor, "/billing/v1/orders/" + order, 404, A_SECOND.minusNanos(System.nanoTime() - removed));
        assertThat(distributor.get("/crm/v1/leads").expect(200).items()).isEmpty();
    }

    @Test
    void aLinkThatIsSetAgainGivesVisibilityBack() {
        // Given
        Vendor vendor = Vendor.in(suite);
        ApiClient distributor = vendor.distributor();
        UUID lead = vendor.partner()
                .post("/crm/v1/leads", Vendor.newLead("Comes and goes"))
                .expect(201)
                .id();
        awaitStatus(distributor, "/crm/v1/leads/" + lead, 200, AT_FIRST);
        vendor.unlinkPartner();
        awaitStatus(distributor, "/crm/v1/leads/" + lead, 404, AT_FIRST);

        // When
        vendor.linkPartner();

        // Then
        awaitStatus(distributor, "/crm/v1/leads/" + lead, 200, AT_FIRST);
    }

    private static void awaitStatus(ApiClient caller, String path, int status, Duration limit) {
        Eventually.await(status + " for " + path, limit, () -> Optional.of(caller.get(path))
                .filter(r -> r.status() == status));
    }
}
