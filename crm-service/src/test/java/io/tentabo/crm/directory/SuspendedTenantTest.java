package io.tentabo.crm.directory;

import static io.tentabo.crm.Crm.as;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.crm.Crm;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.TenantChanged;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestTokens;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class SuspendedTenantTest {

    @Test
    void aValidTokenOfASuspendedTenantIsRefusedUntilTheTenantIsActiveAgain() {
        // Given
        UUID tenant = UUID.randomUUID();
        TestTokens owner = Crm.owner(tenant);
        TestTokens stranger = Crm.owner(UUID.randomUUID());
        as(owner).get("/crm/v1/leads").then().statusCode(200);

        // When
        tell(tenant, "SUSPENDED");

        // Then
        Crm.await("the owner is refused", () -> as(owner).get("/crm/v1/leads").statusCode() == 403);
        as(owner).get("/crm/v1/leads").then().body("code", equalTo("tenant.suspended"));
        as(stranger).get("/crm/v1/leads").then().statusCode(200);

        tell(tenant, "ACTIVE");
        Crm.await("the owner works again", () -> as(owner).get("/crm/v1/leads").statusCode() == 200);
    }

    private static void tell(UUID tenant, String status) {
        TestEvents.publish(
                "identity",
                tenant,
                new DomainEvent(
                        "tenant",
                        tenant,
                        TenantChanged.TYPE,
                        new TenantChanged(tenant, "Oxibox", "oxibox", status, "EUR", "UTC", "en", 10, 5)));
    }
}
