package io.tentabo.crm.customer;

import static io.tentabo.crm.Crm.as;
import static io.tentabo.crm.Crm.owner;
import static io.tentabo.crm.Crm.partnerUser;
import static io.tentabo.crm.customer.CustomerApi.CUSTOMERS;
import static io.tentabo.crm.customer.CustomerApi.create;
import static io.tentabo.crm.customer.CustomerApi.customersOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.crm.Crm;
import io.tentabo.model.permission.Permissions;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestTokens;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who reaches which customers. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class CustomerVisibilityTest {

    private final UUID tenant = UUID.randomUUID();
    private final TestTokens owner = owner(tenant);

    @Test
    void anotherTenantNeverReachesACustomer() {
        // Given
        UUID customer = create(owner, Map.of("companyName", "Downtown Wine"));
        TestTokens stranger = owner(UUID.randomUUID());

        // When, Then
        refusesEverything(stranger, customer);
    }

    @Test
    void aPartnerNeverReachesAnotherPartnersCustomer() {
        // Given
        UUID partner = UUID.randomUUID();
        TestTokens mine =
                partnerUser(tenant, partner).permissions(Permissions.CUSTOMERS_READ, Permissions.CUSTOMERS_MANAGE);
        TestTokens theirs = partnerUser(tenant, UUID.randomUUID())
                .permissions(Permissions.CUSTOMERS_READ, Permissions.CUSTOMERS_MANAGE);

        // When
        UUID customer = create(mine, Map.of("companyName", "Downtown Wine"));

        // Then
        as(mine).get(CUSTOMERS + "/" + customer).then().statusCode(200).body("partnerId", equalTo(partner.toString()));
        refusesEverything(theirs, customer);
        as(mine).body(Map.of("partnerId", UUID.randomUUID()))
                .patch(CUSTOMERS + "/" + customer)
                .then()
                .statusCode(403)
                .body("code", equalTo("customer.channel-not-allowed"));
        as(mine).body(Map.of("notes", "x"))
                .patch(CUSTOMERS + "/" + customer)
                .then()
                .statusCode(403)
                .body("code", equalTo("customer.notes-are-internal"));
    }

    @Test
    void aDistributorSeesItsPartnersCustomersAsLongAsTheyAreLinked() {
        // Given
        UUID partner = UUID.randomUUID();
        UUID distributor = UUID.randomUUID();
        UUID customer = create(owner, Map.of("companyName", "Downtown Wine", "partnerId", partner));
        TestTokens user = Crm.distributorUser(tenant, distributor).permissions(Permissions.CUSTOMERS_READ);
        assertThat(customersOf(user, Map.of())).isEmpty();

        // When
        Crm.link(tenant, distributor, partner, true, 1);

        // Then
        Crm.await(
                "the link shows the customer",
                () -> as(user).get(CUSTOMERS + "/" + customer).statusCode() == 200);
        assertThat(customersOf(user, Map.of("q", "downtown"))).containsExactly(customer);
        Crm.link(tenant, distributor, partner, false, 2);
        Crm.await(
                "the end of the link hides the customer",
                () -> as(user).get(CUSTOMERS + "/" + customer).statusCode() == 404);
    }

    @Test
    void aMemberSeesTheCustomersItLooksAfter() {
        // Given
        UUID member = UUID.randomUUID();
        Crm.user(tenant, member, "ACTIVE", 1);
        UUID customer = create(owner, Map.of("companyName", "Downtown Wine"));
        TestTokens user = TestTokens.user(tenant, member).roles("member");
        as(user).get(CUSTOMERS + "/" + customer).then().statusCode(404);

        // When
        Crm.await(
                "the user is known",
                () -> as(owner)
                                .body(Map.of("ownerId", member))
                                .patch(CUSTOMERS + "/" + customer)
                                .statusCode()
                        == 200);

        // Then
        assertThat(customersOf(user, Map.of())).containsExactly(customer);
        as(user).body(Map.of("tier", "GOLD"))
                .patch(CUSTOMERS + "/" + customer)
                .then()
                .statusCode(403);
    }

    @Test
    void aCustomersOwnPeopleReadTheirOwnWithoutWhatIsInternal() {
        // Given
        UUID customer = create(owner, Map.of("companyName", "Harborview Cellars", "notes", "Pays late"));
        UUID other = create(owner, Map.of("companyName", "Downtown Wine"));
        TestTokens portal =
                TestTokens.user(tenant, UUID.randomUUID()).roles("portal_user").customer(customer);

        // When
        Response own = as(portal).get(CUSTOMERS + "/" + customer);

        // Then
        own.then()
                .statusCode(200)
                .body("companyName", equalTo("Harborview Cellars"))
                .body("notes", nullValue());
        as(portal).get(CUSTOMERS + "/" + other).then().statusCode(404);
        as(portal).get(CUSTOMERS).then().statusCode(403);
        as(portal)
                .body("{\"tier\": \"GOLD\"}")
                .patch(CUSTOMERS + "/" + customer)
                .then()
                .statusCode(403);
        TestTokens mistaken = portal.permissions(Permissions.CUSTOMERS_MANAGE);
        as(mistaken)
                .body("{\"creditLimit\": \"1\"}")
                .patch(CUSTOMERS + "/" + customer)
                .then()
                .statusCode(403)
                .body("code", equalTo("customer.read-only"));
    }

    @Test
    void aPermissionIsNeededForEachAction() {
        // Given
        UUID customer = create(owner, Map.of("companyName", "Downtown Wine"));
        TestTokens viewer = TestTokens.user(tenant).roles("viewer");
        TestTokens reader = TestTokens.user(tenant).roles("restricted_admin");

        // When
        Response read = as(viewer).get(CUSTOMERS + "/" + customer);
        Response write = as(reader).body(Map.of("companyName", "x")).post(CUSTOMERS);
        Response status = as(reader).body(Map.of("status", "INACTIVE")).post(CUSTOMERS + "/" + customer + "/status");

        // Then
        read.then().statusCode(403).body("code", equalTo("forbidden"));
        write.then().statusCode(403);
        status.then().statusCode(403);
        as(reader).get(CUSTOMERS).then().statusCode(200);
    }

    private static void refusesEverything(TestTokens user, UUID customer) {
        String path = CUSTOMERS + "/" + customer;
        as(user).get(path).then().statusCode(404).body("code", equalTo("not-found"));
        as(user).body(Map.of("tier", "GOLD")).patch(path).then().statusCode(404);
        as(user).body(Map.of("status", "INACTIVE"))
                .post(path + "/status")
                .then()
                .statusCode(404);
        as(user).delete(path).then().statusCode(404);
        assertThat(customersOf(user, Map.of())).doesNotContain(customer);
        assertThat(customersOf(user, Map.of("q", "downtown"))).doesNotContain(customer);
    }
}
