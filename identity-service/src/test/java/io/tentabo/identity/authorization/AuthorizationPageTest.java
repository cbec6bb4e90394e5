package io.tentabo.identity.authorization;

import static io.tentabo.identity.Browser.returned;
import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.tenant;
import static io.tentabo.identity.authorization.Portal.REDIRECT;
import static io.tentabo.identity.authorization.Portal.changed;
import static io.tentabo.identity.authorization.Portal.issuer;
import static io.tentabo.identity.authorization.Portal.publicClient;
import static io.tentabo.identity.authorization.Portal.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Browser;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@IdentityTest
class AuthorizationPageTest {

    @Test
    void anUnknownClientOrAddressIsToldToTheUserAndNeverRedirected() {
        // Given
        Tenant tenant = tenant();
        String client = publicClient(tenant);
        Browser browser = new Browser(anyAddress());

        // When
        List<Response> pages = List.of(
                browser.open(Map.of()),
                browser.open(changed(client, "client_id", "nobody")),
                browser.open(changed(client, "client_id", tenant.slug() + ".nobody")),
                browser.open(changed(client, "redirect_uri", "https://evil.example/signed-in")),
                browser.open(changed(client, "redirect_uri", REDIRECT + "&more=1")),
                browser.open(changed(client, "redirect_uri", "https://portal.example:444/signed-in?tenant=a")),
                browser.open(changed(client, "redirect_uri", "http://127.0.0.1@evil.example/callback")),
                browser.open(changed(client, "redirect_uri", "http://localhost/callback")));

        // Then
        assertThat(pages).allSatisfy(page -> {
            page.then().statusCode(400).contentType("text/html").header("Location", (String) null);
            assertThat(page.asString()).doesNotContain("evil", "nobody", "<form");
        });
        browser.open(changed(client, "redirect_uri", "http://127.0.0.1:49152/callback"))
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("form-action 'self' http://127.0.0.1:49152;"));
    }

    @Test
    void everyOtherMistakeIsToldToTheClient() {
        // Given
        Tenant tenant = tenant();
        String client = publicClient(tenant);
        Browser browser = new Browser(anyAddress());
        Map<String, Map<String, String>> mistakes = Map.of(
                "unsupported_response_type", Map.of("response_type", "token"),
                "invalid_scope", Map.of("scope", "openid users.manage"),
                "invalid_request", Map.of("code_challenge_method", "plain"),
                "login_required", Map.of("prompt", "none"),
                "request_not_supported", Map.of("request", "eyJ"));

        mistakes.forEach((error, mistake) -> {
            // When
            Map<String, String> request = request(client);
            request.putAll(mistake);
            Response back = browser.open(request);

            // Then
            back.then().statusCode(303);
            assertThat(returned(back))
                    .containsEntry("error", error)
                    .containsEntry("state", "s p&ce")
                    .containsEntry("iss", issuer())
                    .doesNotContainKey("code");
        });
        Map<String, String> withoutChallenge = request(client);
        withoutChallenge.remove("code_challenge");
        assertThat(returned(browser.open(withoutChallenge))).containsEntry("error", "invalid_request");
    }

    @Test
    void aUserWhoCancelsIsSentBackWithoutACode() {
        // Given
        Tenant tenant = tenant();
        Browser browser = new Browser(anyAddress());
        Response page = browser.open(request(publicClient(tenant)));

        // When
        Response back = browser.send(page, Map.of("username", "", "password", "", "decision", "deny"));

        // Then
        back.then().statusCode(303);
        assertThat(returned(back)).containsEntry("error", "access_denied").doesNotContainKey("code");
    }

    @Test
    void aClientMayAskByPostAsWell() {
        // Given
        Tenant tenant = tenant();
        Map<String, String> request = request(publicClient(tenant));
        Browser browser = new Browser(anyAddress());

        // When
        Response page = browser.send(request);

        // Then
        page.then().statusCode(200).contentType("text/html");
        assertThat(Browser.hiddenFields(page)).containsAllEntriesOf(request);
    }

    @Test
    void aFormThatDidNotComeFromThePageIsRefused() {
        // Given
        Tenant tenant = tenant();
        String client = publicClient(tenant);
        Browser browser = new Browser(anyAddress());
        Response page = browser.open(request(client));
        Map<String, String> filled = new HashMap<>(request(client));
        filled.putAll(Map.of("username", tenant.ownerEmail(), "password", PASSWORD, "decision", "allow"));
        Map<String, String> foreign = new HashMap<>(filled);
        foreign.put(
                "form_token",
                Browser.hiddenFields(new Browser(anyAddress()).open(request(client)))
                        .get("form_token"));

        // When
        Response withoutToken = browser.send(filled);

        // Then
        withoutToken.then().statusCode(403).header("Location", (String) null);
        browser.send(foreign).then().statusCode(403);
        browser.forgetCookies();
        browser.send(page, filled).then().statusCode(403);
    }

    @Test
    void aWrongPasswordShowsThePageAgainAndIsSlowedDownLikeEverySignIn() {
        // Given
        Tenant tenant = tenant();
        String client = publicClient(tenant);
        Browser browser = new Browser(anyAddress());

        // When
        Response wrong = browser.signIn(request(client), tenant.ownerEmail(), "my secret guess");

        // Then
        wrong.then().statusCode(401).body(containsString("role=\"alert\""));
        assertThat(wrong.asString()).doesNotContain("my secret guess", tenant.ownerEmail());
        browser.signIn(request(client), "nobody@x.example", "x").then().statusCode(401);
        Response last = wrong;
        for (int i = 0; i < 7; i++) {
            last = browser.signIn(request(client), tenant.ownerEmail(), "guess " + i);
        }
        last.then().statusCode(429).header("Retry-After", notNullValue()).contentType("text/html");
        browser.signIn(request(client), tenant.ownerEmail(), PASSWORD).then().statusCode(429);
        tenant.signIn(tenant.ownerEmail(), PASSWORD).then().statusCode(201);
    }

    @Test
    void thePageAllowsNoScriptNoFrameAndNoForeignMarkup() {
        // Given
        Tenant tenant = tenant();
        Map<String, String> request = request(publicClient(tenant));
        request.put("login_hint", "\"><script>alert(1)</script>");
        request.put("state", "\"><script>alert(2)</script>");

        // When
        Response page = new Browser(anyAddress()).open(request);

        // Then
        page.then()
                .statusCode(200)
                .contentType("text/html")
                .header("X-Frame-Options", "DENY")
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("Set-Cookie", containsString("HttpOnly"))
                .header("Set-Cookie", containsString("SameSite=Lax"));
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'nonce-")
                .contains("frame-ancestors 'none'", "form-action 'self' https://portal.example;")
                .doesNotContain("unsafe", "script-src");
        assertThat(page.asString())
                .doesNotContain("<script")
                .contains("<html lang=\"en\">", "name=\"viewport\"", "<label for=\"password\">", "Partner portal");
    }
}
