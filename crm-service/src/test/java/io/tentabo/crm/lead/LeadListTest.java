package io.tentabo.crm.lead;

import static io.tentabo.crm.Crm.as;
import static io.tentabo.crm.Crm.leadsOf;
import static io.tentabo.crm.Crm.move;
import static io.tentabo.crm.Crm.owner;
import static io.tentabo.crm.Crm.registerLead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class LeadListTest {

    private final UUID tenant = UUID.randomUUID();
    private final TestTokens owner = owner(tenant);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=DONE",
                "ownerId=nobody",
                "createdFrom=yesterday",
                "q=ab",
                "sort=colour",
                "limit=201",
                "cursor=abc"
            })
    void malformedFiltersAreRefused(String query) {
        // Given, When
        Response response = as(owner).get("/crm/v1/leads?" + query);

        // Then
        response.then().statusCode(400).body("code", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createdAt",
                "-createdAt",
                "updatedAt",
                "-updatedAt",
                "value",
                "-value",
                "expectedCloseDate",
                "-expectedCloseDate",
                "title",
                "-title"
            })
    void pagesShowEveryLeadOnceInOrder(String sort) {
        // Given
        List<UUID> registered = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Map<String, Object> members = new HashMap<>();
            members.put("value", i % 3 == 0 ? null : "10" + i % 2 + ".00");
            if (i % 3 != 0) {
                members.put("expectedCloseDate", "2027-0" + (1 + i % 2) + "-01");
            }
            registered.add(registerLead(owner, "Lead " + i % 4, members));
        }

        // When
        List<UUID> seen = new ArrayList<>();
        String cursor = null;
        do {
            var request = as(owner).queryParam("limit", 2).queryParam("sort", sort);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            var page = request.get("/crm/v1/leads")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.id", UUID.class));
            cursor = page.getString("nextCursor");
        } while (cursor != null);

        // Then
        assertThat(seen).containsExactlyInAnyOrderElementsOf(registered);
        assertThat(seen).isEqualTo(leadsOf(owner, Map.of("sort", sort)));
        if (sort.equals("createdAt")) {
            assertThat(seen).isEqualTo(registered);
        }
    }

    @Test
    void filtersHoldTogether() {
        // Given
        UUID partner = UUID.randomUUID();
        UUID wanted = registerLead(owner, "Wanted", Map.of("partnerId", partner));
        registerLead(owner, "Of nobody");
        UUID moved = registerLead(owner, "Moved", Map.of("partnerId", partner));
        move(owner, moved, "CONTACTED", "Called");

        // When
        List<UUID> found = leadsOf(
                owner,
                Map.of(
                        "status", "NEW",
                        "partnerId", partner,
                        "createdFrom", "2020-01-01T00:00:00Z",
                        "createdTo", "2099-01-01T00:00:00Z"));

        // Then
        assertThat(found).containsExactly(wanted);
        assertThat(leadsOf(owner, Map.of("createdTo", "2020-01-01T00:00:00Z"))).isEmpty();
        as(owner)
                .queryParam("limit", 1)
                .get("/crm/v1/leads")
                .then()
                .header("Link", containsString("rel=\"next\""))
                .body("items.title", hasItem("Moved"));
    }
}
