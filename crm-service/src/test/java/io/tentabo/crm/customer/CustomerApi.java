package io.tentabo.crm.customer;

import static io.tentabo.crm.Crm.as;

import io.tentabo.test.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The API of customers, as users call it. */
final class CustomerApi {

    static final String CUSTOMERS = "/crm/v1/customers";

    private CustomerApi() {}

    static UUID create(TestTokens user, Map<String, ?> members) {
        return as(user).body(new HashMap<>(members))
                .post(CUSTOMERS)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getUUID("id");
    }

    static List<UUID> customersOf(TestTokens user, Map<String, ?> query) {
        return as(user).queryParams(query)
                .get(CUSTOMERS)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.id", UUID.class);
    }
}
