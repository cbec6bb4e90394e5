package io.tentabo.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.local.gateway.Routes.Decision;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    private final Routes routes = new Routes(Set.of("identity", "crm"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/crm/v1/leads",
                "/crm/v1/leads/0199/notes",
                "/crm/docs/",
                "/crm/openapi",
                "/identity/oauth2/token",
                "/identity/account/invitation",
                "/identity/.well-known/openid-configuration",
                "/crm/v1/leads/a%20b"
            })
    void whatAServiceOffersToTheOutsideIsRouted(String path) {
        // When
        Decision decision = routes.decide(path);

        // Then
        assertThat(decision).isEqualTo(Decision.SERVICE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/crm/internal/leads",
                "/identity/internal/api-key-tokens",
                "/crm/internal",
                "/crm/%69nternal/leads",
                "/crm/Internal/leads",
                "/crm/v1/../internal/leads",
                "/crm/v1/%2e%2e/internal/leads",
                "/crm/v1/.%2E/internal/leads",
                "/crm/v1/..;x=1/internal/leads",
                "/crm/v1//../internal",
                "/crm/v1/..%2finternal",
                "/crm/v1/..\\internal",
                "/crm/v1;x=1/leads",
                "/q/health",
                "/crm/q/metrics",
                "//crm/v1/leads",
                "/crm",
                "/billing/v1/orders",
                "/favicon.ico",
                "*"
            })
    void everythingElseIsNotHoweverItIsWritten(String path) {
        // When
        Decision decision = routes.decide(path);

        // Then
        assertThat(decision).isEqualTo(Decision.NONE);
    }
}
