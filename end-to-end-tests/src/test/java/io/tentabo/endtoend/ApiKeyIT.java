package io.tentabo.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.local.Suite;
import io.tentabo.local.demo.ApiClient;
import io.tentabo.local.demo.ApiResponse;
import io.tentabo.local.demo.Body;
import io.tentabo.local.demo.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSuite.class)
class ApiKeyIT {

    private static final String KEYS = "/identity/v1/api-keys";
    private static final String LEADS = "/crm/v1/leads";
    private static final String ORDERS = "/billing/v1/orders";

    /** The suite on the JVM forgets a key after three seconds, native executables after a minute. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(70);

    private final Suite suite;

    ApiKeyIT(Suite suite) {
        this.suite = suite;
    }

    @Test
    void aKeyReadsInEveryServiceUntilItIsRevokedAndItsUsesAreCounted() {
        // Given
        Vendor vendor = Vendor.in(suite);
        UUID lead = vendor.partner()
                .post(LEADS, Vendor.newLead("Read by a program"))
                .expect(201)
                .id();
        ApiResponse created = create(vendor.admin(), "leads.read", "orders.read", "users.read", "providers.read");
        ApiClient program = suite.api().withToken(created.text("key"));

        // When
        ApiResponse read = program.get(LEADS + "/" + lead);

        // Then
        assertThat(read.expect(200).text("title")).isEqualTo("Read by a program");
        program.get(ORDERS).expect(200);
        program.get("/identity/v1/users").expect(200);
        program.get("/sync/v1/connections").expect(200);
        assertThat(program.post(LEADS, Vendor.newLead("Not permitted")).status())
                .isEqualTo(403);
        assertThat(program.get("/crm/v1/audit").status()).isEqualTo(403);
        String key = KEYS + "/" + created.id();
        await("the uses of the key", vendor.admin(), key, shown -> shown.text("usageCount")
                .equals("6"));

        vendor.admin()
                .post(key + "/revoke", Map.of("reason", "End of the test"))
                .expect(200);
        for (String path : List.of(LEADS, ORDERS, "/identity/v1/users", "/sync/v1/connections")) {
            await("the refusal of " + path, program, path, answer -> answer.status() == 401);
        }
    }

    @Test
    void whatAKeyIsAllowedItIsAllowedAcrossServices() {
        // Given
        Vendor vendor = Vendor.in(suite);
        ApiClient partner = vendor.partner();
        ApiResponse created =
                create(partner, "leads.read", "leads.write", "leads.convert", "orders.read", "orders.create");
        ApiClient program = suite.api().withToken(created.text("key"));
        UUID lead = program.post(LEADS, Vendor.newLead("Converted by a program"))
                .expect(201)
                .id();

        // When
        ApiResponse converted = program.post(LEADS + "/" + lead + "/convert", vendor.twentyUnits());

        // Then
        String order = converted.expect(201).text("orderId");
        program.get(ORDERS + "/" + order).expect(200);
        vendor.otherPartner().get(ORDERS + "/" + order).expect(404);
    }

    @Test
    void aRemovedUsersKeyIsRefusedEverywhere() {
        // Given
        Vendor vendor = Vendor.in(suite);
        ApiClient partner = vendor.partner();
        ApiClient program = suite.api()
                .withToken(create(partner, "leads.read", "orders.read").text("key"));
        program.get(LEADS).expect(200);
        String user = partner.get("/identity/v1/me").expect(200).text("userId");

        // When
        vendor.admin().delete("/identity/v1/users/" + user).expect(204);

        // Then
        assertThat(program.get(ORDERS).status()).isEqualTo(401);
        await("the refusal of a key that was remembered", program, LEADS, answer -> answer.status() == 401);
    }

    private static ApiResponse create(ApiClient user, String... scopes) {
        return user.post(
                        KEYS,
                        Body.of("name", "Program")
                                .with("scopes", List.of(scopes))
                                .members())
                .expect(201);
    }

    private static void await(String what, ApiClient caller, String path, Predicate<ApiResponse> arrived) {
        Eventually.await(what, FORGOTTEN, () -> Optional.of(caller.get(path)).filter(arrived));
    }
}
