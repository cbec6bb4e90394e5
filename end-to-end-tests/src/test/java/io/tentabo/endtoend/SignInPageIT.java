package io.tentabo.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import com.sun.net.httpserver.HttpServer;
import io.tentabo.local.Suite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page on which people sign in for a client, in a browser on a phone. */
@ExtendWith(RunningSuite.class)
@EnabledIf(value = "io.tentabo.endtoend.Phone#isThere", disabledReason = "Chromium and chromedriver are not installed")
class SignInPageIT {

    /** Of a verifier that no test needs. */
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final Suite suite;
    private HttpServer application;
    private Vendor vendor;
    private String page;

    SignInPageIT(Suite suite) {
        this.suite = suite;
    }

    @BeforeEach
    void registerApplication() throws IOException {
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", exchange -> {
            byte[] welcome = "<!DOCTYPE html><title>Welcome back</title>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, welcome.length);
            exchange.getResponseBody().write(welcome);
            exchange.close();
        });
        application.start();
        vendor = Vendor.in(suite);
        String redirectUri = "http://127.0.0.1:" + application.getAddress().getPort() + "/signed-in";
        String clientId = vendor.admin()
                .post(
                        "/identity/v1/clients",
                        Map.of(
                                "name",
                                "portal",
                                "displayName",
                                "Partner portal",
                                "isPublic",
                                true,
                                "grantTypes",
                                List.of("authorization_code"),
                                "scopes",
                                List.of("openid", "leads.read"),
                                "redirectUris",
                                List.of(redirectUri)))
                .expect(201)
                .text("clientId");
        page = suite.baseUri() + "/identity/oauth2/authorize?"
                + Map.of(
                                "response_type", "code",
                                "client_id", clientId,
                                "redirect_uri", redirectUri,
                                "scope", "openid leads.read",
                                "code_challenge", CHALLENGE,
                                "code_challenge_method", "S256",
                                "state", "af0ifjsldkj")
                        .entrySet()
                        .stream()
                        .map(parameter -> parameter.getKey() + "="
                                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    @AfterEach
    void endApplication() {
        application.stop(0);
    }

    @Test
    void aPersonSignsInOnAPhone() {
        try (Phone phone = Phone.turnedOn()) {
            // Given
            phone.driver().get(page);

            // When
            phone.field("E-mail address").sendKeys(vendor.email("admin"));
            phone.field("Password").sendKeys(Vendor.PASSWORD);
            phone.press("Sign in and allow");

            // Then
            assertThat(phone.addressAfter(page))
                    .contains("/signed-in?code=", "state=af0ifjsldkj")
                    .doesNotContain("error=");
            assertThat(phone.warnings()).isEmpty();
        }
    }

    @Test
    void whoDoesNotAgreeReturnsWithoutACode() {
        try (Phone phone = Phone.turnedOn()) {
            // Given
            phone.driver().get(page);

            // When
            phone.press("Cancel");

            // Then
            assertThat(phone.addressAfter(page)).as("%s", phone.warnings()).contains("/signed-in?error=access_denied");
        }
    }

    @Test
    void thePageFitsAPhoneAndIsAccessibleAlsoWithAMistake() {
        try (Phone phone = Phone.turnedOn()) {
            // Given
            phone.driver().get(page);
            List<Rule> violations = violations(phone);
            boolean tooNarrow = phone.isTooNarrow();

            // When
            phone.field("E-mail address").sendKeys(vendor.email("admin"));
            phone.field("Password").sendKeys("not the password");
            phone.press("Sign in and allow");

            // Then
            assertThat(violations).isEmpty();
            assertThat(tooNarrow).isFalse();
            WebElement mistake = phone.driver().findElement(By.cssSelector("[role=alert]"));
            assertThat(mistake.getText()).contains("not right");
            assertThat(phone.field("Password").getDomProperty("value")).isEmpty();
            assertThat(violations(phone)).isEmpty();
            assertThat(phone.isTooNarrow()).isFalse();
        }
    }

    private static List<Rule> violations(Phone phone) {
        return new AxeBuilder().analyze(phone.driver()).getViolations();
    }
}
