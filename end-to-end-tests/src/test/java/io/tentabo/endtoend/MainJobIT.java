package io.tentabo.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.local.Suite;
import io.tentabo.local.demo.ApiClient;
import io.tentabo.local.demo.DemoData;
import io.tentabo.local.demo.DemoReport;
import io.tentabo.local.demo.MainJob;
import io.tentabo.local.demo.Oxibox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSuite.class)
class MainJobIT {

    private static final List<String> COLLECTIONS = List.of(
            "/identity/v1/users",
            "/identity/v1/partners",
            "/identity/v1/distributors",
            "/billing/v1/products",
            "/billing/v1/durations",
            "/billing/v1/orders",
            "/sync/v1/connections");

    private final Suite suite;

    MainJobIT(Suite suite) {
        this.suite = suite;
    }

    @Test
    void aPartnersLeadBecomesAContractAndEveryStepLeavesItsTraces() {
        // Given
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        // When
        DemoReport report = MainJob.walk(suite, new PrintStream(printed, true, StandardCharsets.UTF_8));

        // Then
        assertThat(report.passed()).as(printed.toString(StandardCharsets.UTF_8)).isTrue();
    }

    @Test
    void loadingTheDemoDataAgainChangesNothing() {
        // Given
        Map<String, Integer> before = sizes();

        // When
        DemoData.load(suite);

        // Then
        assertThat(sizes()).isEqualTo(before);
    }

    private Map<String, Integer> sizes() {
        ApiClient admin =
                suite.api().signIn(Oxibox.SLUG, Oxibox.ADMIN, suite.secrets().demoPassword(Oxibox.ADMIN));
        return COLLECTIONS.stream()
                .collect(Collectors.toMap(collection -> collection, collection -> admin.get(collection + "?limit=200")
                        .expect(200)
                        .items()
                        .size()));
    }
}
