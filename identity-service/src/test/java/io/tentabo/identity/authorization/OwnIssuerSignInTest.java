package io.tentabo.identity.authorization;

import static io.tentabo.identity.Browser.returned;
import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
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
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A real OpenID provider that every build has at hand: this suite's own issuer, where people of another tenant sign in. */
@IdentityTest
class OwnIssuerSignInTest {

    @Test
    void peopleSignInAtAnotherTenantsIssuer() {
        // Given
        Tenant home = tenant();
        Tenant tenant = tenant();
        Response registered = Portal.client(
                home,
                "suite",
                Map.of("grantTypes", List.of("authorization_code"), "scopes", List.of("openid", "profile", "email")));
        execute("UPDATE users SET email_verified_at = now() WHERE id = ?", home.ownerId());
        // A test listens at http://localhost, which no client of a real deployment may be sent back to.
        execute(
                "UPDATE clients SET redirect_uris = ARRAY[?] WHERE client_id = ?",
                Portal.issuer() + "/oauth2/callback",
                registered.path("clientId"));
        Response secret = home.asOwner().post("/identity/v1/clients/" + registered.path("id") + "/secret");
        Outside.activate(tenant, Portal.issuer(), secret.path("clientId"), secret.path("clientSecret"), Map.of());
        String client = Portal.publicClient(tenant);
        signIn(home, tenant, client).then().statusCode(403).body(containsString("Ask an administrator"));
        Response users =
                tenant.asOwner().queryParam("status", "PENDING_APPROVAL").get("/identity/v1/users");
        users.then().body("items[0].email", equalTo(home.ownerEmail()));
        tenant.asOwner()
                .post("/identity/v1/users/" + users.path("items[0].id") + "/enable")
                .then()
                .statusCode(200);

        // When
        Response back = signIn(home, tenant, client);

        // Then
        back.then().statusCode(303);
        Response tokens = redeem(tenant, client, returned(back).get("code"), VERIFIER, REDIRECT);
        assertThat(Portal.claims(tokens.path("id_token"))).containsEntry("sub", users.path("items[0].id"));
    }

    private static Response signIn(Tenant home, Tenant tenant, String client) {
        Browser browser = new Browser(anyAddress());
        Response sent = browser.send(browser.open(request(client)), Map.of("decision", "provider"));
        Map<String, String> asked = new HashMap<>(Browser.parameters(URI.create(Outside.address(sent))));
        Response atHome = new Browser(home.address()).signIn(asked, home.ownerEmail(), PASSWORD);
        return browser.get(atHome.header("Location"));
    }
}
