package io.tentabo.sync.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.sync.Await;
import io.tentabo.sync.Leads;
import io.tentabo.sync.SyncedTenant;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.pipedrive.PipedriveOptions;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A connection keeps to the account whose leads it has mapped. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class AccountTest {

    @Test
    void aConnectionWithMappingsPassesNoTestOfAnotherAccount() {
        try (SyncedTenant tenant = new SyncedTenant();
                SyncedTenant elsewhere = anotherAccount()) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent lead = Leads.fresh("Stays where it is");
            tenant.pushed(lead);

            // When
            move(tenant, connection, elsewhere);

            // Then
            tenant.connectionAction(connection, "test")
                    .statusCode(200)
                    .body("passed", equalTo(false))
                    .body("account", equalTo("Elsewhere"))
                    .body("error", containsString("another account"));
            tenant.connectionAction(connection, "activate")
                    .statusCode(409)
                    .body("code", equalTo("connection.not-tested"));
            assertThat(tenant.mappings(lead.leadId())).singleElement().satisfies(mapping -> assertThat(mapping)
                    .containsEntry("externalStatus", "LIVE"));
        }
    }

    @Test
    void aConnectionWithMappingsMayMoveToAnotherAddressOfItsAccount() {
        try (SyncedTenant tenant = new SyncedTenant();
                SyncedTenant sameAccount = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            tenant.pushed(Leads.fresh("Here"));

            // When
            move(tenant, connection, sameAccount);

            // Then
            tenant.connectionAction(connection, "test").statusCode(200).body("passed", equalTo(true));
        }
    }

    @Test
    void aConnectionWithoutMappingsMayMoveToAnotherAccount() {
        try (SyncedTenant tenant = new SyncedTenant();
                SyncedTenant elsewhere = anotherAccount()) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent lead = Leads.fresh("There");
            LeadEvent deleted = Leads.fresh("Mistake");
            tenant.pushed(deleted);
            tenant.publish(LeadEvent.DELETED, deleted);
            Await.until(
                    "no lead is mapped", () -> tenant.mappings(deleted.leadId()).isEmpty());

            // When
            move(tenant, connection, elsewhere);
            tenant.connectionAction(connection, "test").statusCode(200).body("passed", equalTo(true));
            tenant.connectionAction(connection, "activate").statusCode(200);
            tenant.pushed(lead);

            // Then
            assertThat(tenant.pipedrive().account().leads()).isEmpty();
            assertThat(elsewhere.pipedrive().account().leads()).hasSize(1);
        }
    }

    private static SyncedTenant anotherAccount() {
        return new SyncedTenant(
                PipedriveOptions.withToken(SyncedTenant.API_TOKEN).company(7_194_206, "Elsewhere"));
    }

    private static void move(SyncedTenant tenant, UUID connection, SyncedTenant to) {
        tenant.asOwner()
                .body(Map.of(
                        "baseUrl",
                        to.pipedrive().baseUrl(),
                        "credentials",
                        Map.of("kind", "API_KEY", "apiKey", SyncedTenant.API_TOKEN)))
                .patch("/sync/v1/connections/" + connection)
                .then()
                .statusCode(200);
    }
}
