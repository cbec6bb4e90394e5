package io.tentabo.identity.authorization;

import static io.tentabo.identity.Browser.returned;
import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.form;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static io.tentabo.identity.authorization.Portal.REDIRECT;
import static io.tentabo.identity.authorization.Portal.VERIFIER;
import static io.tentabo.identity.authorization.Portal.changed;
import static io.tentabo.identity.authorization.Portal.claims;
import static io.tentabo.identity.authorization.Portal.client;
import static io.tentabo.identity.authorization.Portal.code;
import static io.tentabo.identity.authorization.Portal.redeem;
import static io.tentabo.identity.authorization.Portal.refreshAs;
import static io.tentabo.identity.authorization.Portal.registration;
import static io.tentabo.identity.authorization.Portal.request;
import static io.tentabo.identity.authorization.Portal.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tentabo.identity.Browser;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@IdentityTest
class RegisteredClientTest {

    private static final String CLIENT = "/identity/v1/clients/{id}";

    @Test
    void aClientThatHasEndedSignsNobodyInAndRefreshesNothing() {
        // Given
        Tenant tenant = tenant();
        Response created = client(tenant, "portal", Map.of("isPublic", true));
        String client = created.path("clientId");
        Response tokens = tokens(tenant, client);
        String code = code(tenant, client);

        // When
        Response ended = tenant.asOwner().delete("/identity/v1/clients/" + created.path("id"));

        // Then
        ended.then().statusCode(204);
        redeem(tenant, client, code, VERIFIER, REDIRECT).then().statusCode(401);
        new Browser(anyAddress()).open(request(client)).then().statusCode(400);
        refreshAs(tenant, client, tokens.path("refresh_token")).then().statusCode(401);
        tenant.as(tokens.path("access_token"))
                .get("/identity/oauth2/userinfo")
                .then()
                .statusCode(401);
        assertThat(query(
                        "SELECT revoke_reason FROM sessions WHERE tenant_id = ? AND client_id IS NOT NULL",
                        tenant.id()))
                .isEqualTo("CLIENT_ENDED");
    }

    @Test
    void whatAClientMayNotAskForAnyMoreIsNotRenewed() {
        // Given
        Tenant tenant = tenant();
        Response created = client(tenant, "portal", Map.of("isPublic", true));
        String client = created.path("clientId");
        Response tokens = tokens(tenant, client);
        tenant.asOwner()
                .body(Map.of("scopes", List.of("openid")))
                .patch("/identity/v1/clients/" + created.path("id"))
                .then()
                .statusCode(200);

        // When
        Response refreshed = refreshAs(tenant, client, tokens.path("refresh_token"));

        // Then
        refreshed.then().statusCode(200).body("scope", equalTo("openid"));
        assertThat(claims(refreshed.path("access_token"))).containsEntry("permissions", List.of());
    }

    @Test
    void clientsAreRegisteredWithRulesChangedAndListed() {
        // Given
        Tenant tenant = tenant();
        Response created = client(tenant, "portal", Map.of("isPublic", true));
        String path = "/identity/v1/clients/" + created.path("id");

        // When
        Response changed = tenant.asOwner()
                .header("If-Match", created.header("ETag"))
                .body(Map.of("redirectUris", List.of("http://[::1]/back")))
                .patch(path);

        // Then
        changed.then().statusCode(200).body("redirectUris", contains("http://[::1]/back"));
        tenant.asOwner()
                .header("If-Match", created.header("ETag"))
                .body(Map.of("scopes", List.of()))
                .patch(path)
                .then()
                .statusCode(412);
        tenant.asOwner().get(path).then().statusCode(200).body("scopes", hasItems("openid"));
        tenant.asOwner().get("/identity/v1/clients").then().body("items.name", contains("portal"));
        tenant().asOwner().get(path).then().statusCode(404);
        tenant.asOwner().post(path + "/secret").then().statusCode(409).body("code", equalTo("client.has-no-secret"));
        for (String address : List.of(
                "http://portal.example/x",
                "https://a.example/x#y",
                "https://u@a.example/",
                "javascript:alert(1)",
                "http://localhost/x",
                "/x",
                "https://*.example/")) {
            refuseToCreate(tenant, Map.of("redirectUris", List.of(address)));
        }
        refuseToCreate(tenant, Map.of("scopes", List.of("everything")));
        refuseToCreate(tenant, Map.of("grantTypes", List.of("password")));
        refuseToCreate(tenant, Map.of("redirectUris", List.of()));
        refuseToCreate(tenant, Map.of("isPublic", true, "roles", List.of("viewer")));
        assertThat(tenant.asOwner().get("/identity/v1/clients").path("items").toString())
                .doesNotContain("secretHash");
        tenant.asOwner().get("/identity/v1/users").then().body("items.findAll { it.kind == 'SERVICE' }", empty());
    }

    @Test
    void nobodyGetsThroughAClientWhatTheyMayNotDoThemselves() {
        // Given
        Tenant tenant = tenant();
        tenant.asOwner()
                .body(Map.of("name", "staffing", "permissions", List.of("users.read", "users.manage", "leads.read")))
                .post("/identity/v1/roles")
                .then()
                .statusCode(201);
        tenant.user("clerk@staff.example", Map.of("roles", List.of("staffing")));
        String clerk = tenant.signIn("clerk@staff.example", PASSWORD).path("accessToken");
        String program = created(tenant.asOwner(), Map.of("name", "erp", "roles", List.of("admin")));
        String portal = created(tenant.asOwner(), registration("portal", Map.of("scopes", List.of("tentabo"))));
        String within =
                created(tenant.as(clerk), registration("within", Map.of("scopes", List.of("openid", "leads.read"))));

        // When
        Response secret = tenant.as(clerk).post(CLIENT + "/secret", program);

        // Then
        refusedAsBeyondOwn(secret);
        refusedAsBeyondOwn(tenant.as(clerk).body(Map.of("displayName", "ERP")).patch(CLIENT, program));
        refusedAsBeyondOwn(tenant.as(clerk)
                .body(Map.of("redirectUris", List.of("https://elsewhere.example/")))
                .patch(CLIENT, portal));
        refusedAsBeyondOwn(
                tenant.as(clerk).body(Map.of("scopes", List.of("openid"))).patch(CLIENT, portal));
        for (String scope : List.of("tentabo", "orders.read")) {
            Map<String, Object> wide = Map.of("scopes", List.of("openid", scope));
            refusedAsBeyondOwn(tenant.as(clerk).body(wide).patch(CLIENT, within));
            refusedAsBeyondOwn(tenant.as(clerk).body(registration("wide", wide)).post("/identity/v1/clients"));
        }
        tenant.as(clerk)
                .body(Map.of("displayName", "Within"))
                .patch(CLIENT, within)
                .then()
                .statusCode(200);
        tenant.as(clerk).post(CLIENT + "/secret", within).then().statusCode(200);
        tenant.asOwner().post(CLIENT + "/secret", program).then().statusCode(200);
    }

    @Test
    void aTokenThatWasExchangedDoesNotEndTheSessionThatAnotherClientBegan() {
        // Given
        Tenant tenant = tenant();
        String grace = "grace@x.example";
        tenant.user(grace, Map.of("roles", List.of("viewer")));
        String portal = client(tenant, "portal", Map.of("isPublic", true, "scopes", List.of("tentabo")))
                .path("clientId");
        Map<String, String> request = changed(portal, "scope", "tentabo");
        String code = returned(new Browser(anyAddress()).signIn(request, grace, PASSWORD))
                .get("code");
        Response session = redeem(tenant, portal, code, VERIFIER, REDIRECT);
        String exchanged = exchanged(tenant, "gateway", session.path("access_token"));

        // When
        Response signOut = tenant.as(exchanged).delete("/identity/v1/sessions/current");

        // Then
        signOut.then().statusCode(403);
        String own = "/identity/v1/sessions/" + claims(exchanged).get("sid");
        tenant.as(exchanged).delete(own).then().statusCode(403);
        form(tenant.address())
                .formParam("client_id", portal)
                .formParam("token", exchanged)
                .post("/identity/oauth2/revoke")
                .then()
                .statusCode(200);
        Response refreshed = refreshAs(tenant, portal, session.path("refresh_token"));
        refreshed.then().statusCode(200);
        tenant.as(refreshed.path("access_token")).delete(own).then().statusCode(204);
        refreshAs(tenant, portal, refreshed.path("refresh_token")).then().statusCode(400);
        Response signIn = tenant.signIn(grace, PASSWORD);
        String ofSignIn = exchanged(tenant, "next", signIn.path("accessToken"));
        tenant.as(ofSignIn)
                .delete("/identity/v1/sessions/" + claims(ofSignIn).get("sid"))
                .then()
                .statusCode(403);
    }

    /** By another client, for all that the presented token covers. */
    private static String exchanged(Tenant tenant, String by, String token) {
        Response created = client(
                tenant,
                by,
                Map.of(
                        "grantTypes",
                        List.of("urn:ietf:params:oauth:grant-type:token-exchange"),
                        "redirectUris",
                        List.of(),
                        "scopes",
                        List.of("tentabo")));
        Response secret = tenant.asOwner().post("/identity/v1/clients/" + created.path("id") + "/secret");
        return form(tenant.address())
                .auth()
                .preemptive()
                .basic(secret.path("clientId"), secret.path("clientSecret"))
                .formParam("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
                .formParam("subject_token", token)
                .formParam("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")
                .post("/identity/oauth2/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    @Test
    void aClientNeverSwitchesTenantsInItsUsersPlaceWhateverItWasGranted() {
        // Given
        Tenant tenant = tenant();
        Tenant other = tenant();
        String client = client(tenant, "portal", Map.of("isPublic", true, "scopes", List.of("tentabo")))
                .path("clientId");
        Map<String, String> request = changed(client, "scope", "tentabo");
        String code = returned(new Browser(anyAddress()).signIn(request, tenant.ownerEmail(), PASSWORD))
                .get("code");
        Response granted = redeem(tenant, client, code, VERIFIER, REDIRECT);
        other.user(tenant.ownerEmail(), Map.of());
        Response elsewhere = other.signIn(tenant.ownerEmail(), PASSWORD);

        // When
        Response switched = tenant.as(granted.path("access_token"))
                .body(Map.of("tenant", other.slug(), "refreshToken", granted.path("refresh_token")))
                .post("/identity/v1/sessions/switch");

        // Then
        switched.then().statusCode(403).body("code", equalTo("forbidden"));
        String tenants = "/identity/v1/me/tenants";
        tenant.as(granted.path("access_token")).get(tenants).then().statusCode(403);
        tenant.as(granted.path("access_token"))
                .body(Map.of(
                        "refreshToken",
                        granted.path("refresh_token"),
                        "otherRefreshToken",
                        elsewhere.path("refreshToken")))
                .post(tenants)
                .then()
                .statusCode(403);
        other.as(elsewhere.path("accessToken"))
                .body(Map.of(
                        "refreshToken",
                        elsewhere.path("refreshToken"),
                        "otherRefreshToken",
                        granted.path("refresh_token")))
                .post(tenants)
                .then()
                .statusCode(401);
    }

    private static String created(RequestSpecification caller, Map<String, Object> registration) {
        return caller.body(registration)
                .post("/identity/v1/clients")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void refusedAsBeyondOwn(Response answer) {
        answer.then().statusCode(403).body("code", equalTo("role.beyond-own-permissions"));
    }

    private static void refuseToCreate(Tenant tenant, Map<String, Object> settings) {
        tenant.asOwner()
                .body(registration("refused", settings))
                .post("/identity/v1/clients")
                .then()
                .statusCode(422)
                .body("code", equalTo("client.inconsistent"));
    }
}
