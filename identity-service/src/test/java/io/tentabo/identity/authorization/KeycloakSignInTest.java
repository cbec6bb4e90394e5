package io.tentabo.identity.authorization;

import static io.tentabo.identity.Browser.returned;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.tenant;
import static io.tentabo.identity.authorization.Portal.REDIRECT;
import static io.tentabo.identity.authorization.Portal.VERIFIER;
import static io.tentabo.identity.authorization.Portal.redeem;
import static io.tentabo.identity.authorization.Portal.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.tentabo.identity.Browser;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Against Keycloak as it is distributed: {@code ./mvnw test -pl identity-service -Pkeycloak -Dtest=KeycloakSignInTest}. */
@IdentityTest
@EnabledIfSystemProperty(
        named = Keycloak.DIRECTORY,
        matches = ".+",
        disabledReason = "Keycloak is 170 MB: run with -Pkeycloak, which fetches it from Maven Central")
class KeycloakSignInTest {

    private static Keycloak keycloak;

    @BeforeAll
    static void start() throws Exception {
        keycloak = Keycloak.start();
    }

    @AfterAll
    static void stop() {
        keycloak.close();
    }

    @Test
    void aPersonOfKeycloakSignsInOnceAnAdministratorHasEnabledIt() throws Exception {
        // Given
        Tenant tenant = tenant();
        Outside.activate(tenant, keycloak.issuer(), Keycloak.CLIENT, Keycloak.SECRET, Map.of());
        String client = Portal.publicClient(tenant);
        signIn(client, "ada").then().statusCode(403).body(containsString("Ask an administrator to enable it"));
        String id = tenant.asOwner()
                .queryParam("status", "PENDING_APPROVAL")
                .get("/identity/v1/users")
                .path("items[0].id");
        tenant.asOwner().post("/identity/v1/users/" + id + "/enable").then().statusCode(200);

        // When
        Response back = signIn(client, "ada");

        // Then
        back.then().statusCode(303);
        Response tokens = redeem(tenant, client, returned(back).get("code"), VERIFIER, REDIRECT);
        assertThat(Portal.claims(tokens.path("id_token")))
                .containsEntry("sub", id)
                .containsEntry("given_name", "Ada");
        // Keycloak says of Eve's address that it is not verified.
        signIn(client, "eve").then().statusCode(403).body(containsString("There is no account for you"));
    }

    @Test
    void aWrongSecretIsTheProvidersRefusalAndNobodysSignIn() throws Exception {
        // Given
        Tenant tenant = tenant();
        Outside.activate(tenant, keycloak.issuer(), Keycloak.CLIENT, "not the secret", Map.of());
        String client = Portal.publicClient(tenant);

        // When
        Response back = signIn(client, "ada");

        // Then
        back.then().statusCode(503);
        assertThat(tenant.asOwner().get("/identity/v1/auth-providers").<String>path("items[0].health.status"))
                .isEqualTo("DEGRADED");
    }

    @Test
    void anIdTokenOfKeycloakIsExchangedOnceForASession() throws Exception {
        // Given
        Tenant tenant = tenant();
        Outside.activate(
                tenant, keycloak.issuer(), Keycloak.CLIENT, Keycloak.SECRET, Map.of("allowTokenExchange", true));
        Exchanges program = Exchanges.register(tenant, "program", List.of(Exchanges.GRANT, "refresh_token"));
        program.exchange(keycloak.idToken("ada"), Map.of())
                .then()
                .statusCode(400)
                .body("error_description", equalTo(Exchanges.REFUSAL));
        String id = tenant.asOwner()
                .queryParam("status", "PENDING_APPROVAL")
                .get("/identity/v1/users")
                .path("items[0].id");
        tenant.asOwner().post("/identity/v1/users/" + id + "/enable").then().statusCode(200);
        String token = keycloak.idToken("ada");

        // When
        Response answer = program.exchange(token, Map.of("scope", "leads.read"));

        // Then
        answer.then().statusCode(200).body("scope", equalTo("leads.read"));
        assertThat(Portal.claims(answer.path("access_token"))).containsEntry("sub", id);
        program.refresh(answer.path("refresh_token")).then().statusCode(200);
        program.exchange(token, Map.of()).then().statusCode(400).body("error", equalTo("invalid_request"));
        program.exchange(keycloak.idToken("eve"), Map.of()).then().statusCode(400);
    }

    private static Response signIn(String client, String username) throws Exception {
        Browser browser = new Browser(anyAddress());
        Response sent = browser.send(browser.open(request(client)), Map.of("decision", "provider"));
        return browser.get(keycloak.signIn(Outside.address(sent), username));
    }
}
