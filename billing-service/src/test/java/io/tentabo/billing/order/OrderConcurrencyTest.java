package io.tentabo.billing.order;

import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.billing.BillingApi;
import io.tentabo.test.AtOnce;
import io.tentabo.test.TentaboInfrastructure;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class OrderConcurrencyTest {

    private static final int AT_ONCE = 4;

    private final BillingApi api = BillingApi.newTenant();

    @Test
    void activationsAtOnceYieldOneContract() throws Exception {
        // Given
        String order = api.fulfilledOrder();
        String token = api.owner();

        // When
        List<Response> answers = AtOnce.run(AT_ONCE, () -> post(token, "/orders/" + order + "/activate", ""));

        // Then
        assertThat(answers).extracting(Response::statusCode).containsOnly(201, 409);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        get(token, "/contracts?orderId=" + order).then().body("items", hasSize(1));
    }

    @Test
    void ordersAtOnceUnderOneKeyAreOneOrder() throws Exception {
        // Given
        Map<String, Object> request = api.sampleOrder();
        UUID user = UUID.randomUUID();

        // When
        List<Response> answers = AtOnce.run(AT_ONCE, () -> api.keyed(user, "conversion", request));

        // Then
        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(answers)
                .extracting(answer -> answer.<String>path("id"))
                .containsOnly(answers.getFirst().<String>path("id"));
        get(api.owner(), "/orders").then().body("items", hasSize(1));
    }

    @Test
    void linesAddedAtOnceAreAllInTheTotal() throws Exception {
        // Given
        String order = api.placedOrder(api.owner());
        String token = api.owner();
        String product = api.sampleProduct("VOLUME", "EUR");
        String duration = api.duration(1, "0");

        // When
        List<Response> answers = AtOnce.run(
                AT_ONCE, () -> post(token, "/orders/" + order + "/items", BillingApi.line(product, duration, 1)));

        // Then
        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(get(token, "/orders/" + order).<String>path("totalAmount")).isEqualTo("3712.00");
    }
}
