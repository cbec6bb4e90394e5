package io.tentabo.identity.authorization;

import static io.tentabo.identity.Browser.returned;
import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.form;
import static io.tentabo.identity.Identity.tenant;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tentabo.identity.Browser;
import io.tentabo.identity.Identity.Tenant;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** A client that signs people in, and what it asks of the service. */
final class Portal {

    static final String TOKEN = "/identity/oauth2/token";
    static final String SESSIONS = "/identity/v1/sessions";
    static final String REDIRECT = "https://portal.example/signed-in?tenant=a";
    static final String LOOPBACK = "http://127.0.0.1/callback";
    static final String AFTER_LOGOUT = "https://portal.example/bye";

    /** The example of RFC 7636, appendix B. */
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    static Response client(Tenant tenant, String name, Map<String, Object> settings) {
        Response created = tenant.asOwner().body(registration(name, settings)).post("/identity/v1/clients");
        created.then().statusCode(201);
        return created;
    }

    static Map<String, Object> registration(String name, Map<String, Object> settings) {
        Map<String, Object> registration = new HashMap<>(Map.of(
                "name", name,
                "displayName", "Partner portal",
                "grantTypes", List.of("authorization_code", "refresh_token"),
                "scopes", List.of("openid", "profile", "email", "leads.read", "providers.read"),
                "redirectUris", List.of(REDIRECT, LOOPBACK),
                "postLogoutRedirectUris", List.of(AFTER_LOGOUT)));
        registration.putAll(settings);
        return registration;
    }

    static String publicClient(Tenant tenant) {
        return client(tenant, "portal", Map.of("isPublic", true)).path("clientId");
    }

    static Map<String, String> request(String client) {
        return new HashMap<>(Map.of(
                "response_type", "code",
                "client_id", client,
                "redirect_uri", REDIRECT,
                "scope", "openid profile leads.read",
                "state", "s p&ce",
                "nonce", "n-0S6",
                "code_challenge", CHALLENGE,
                "code_challenge_method", "S256"));
    }

    static Map<String, String> changed(String client, String name, String value) {
        Map<String, String> request = request(client);
        request.put(name, value);
        return request;
    }

    static String code(Tenant tenant, String client) {
        return returned(new Browser(anyAddress()).signIn(request(client), tenant.ownerEmail(), PASSWORD))
                .get("code");
    }

    static Response tokens(Tenant tenant, String client) {
        Response tokens = redeem(tenant, client, code(tenant, client), VERIFIER, REDIRECT);
        tokens.then().statusCode(200);
        return tokens;
    }

    static Response redeem(Tenant tenant, String client, String code, String verifier, String redirect) {
        return redeem(form(tenant.address()).formParam("client_id", client), code, verifier, redirect);
    }

    static Response redeem(RequestSpecification client, String code, String verifier, String redirect) {
        return client.formParam("grant_type", "authorization_code")
                .formParam("code", code)
                .formParam("redirect_uri", redirect)
                .formParam("code_verifier", verifier)
                .post(TOKEN);
    }

    static RequestSpecification proved(Tenant tenant, String client, String secret) {
        return form(tenant.address()).auth().preemptive().basic(client, secret);
    }

    static Response refreshAs(Tenant tenant, String client, String token) {
        return form(tenant.address())
                .formParam("grant_type", "refresh_token")
                .formParam("client_id", client)
                .formParam("refresh_token", token)
                .post(TOKEN);
    }

    static Response logout(String hint, String address) {
        return form(anyAddress())
                .redirects()
                .follow(false)
                .queryParam("id_token_hint", hint)
                .queryParam("post_logout_redirect_uri", address)
                .queryParam("state", "x")
                .get("/identity/oauth2/logout");
    }

    static Map<String, Object> claims(String jwt) {
        String payload = new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), StandardCharsets.UTF_8);
        return io.restassured.path.json.JsonPath.from(payload).getMap("$");
    }

    static String issuer() {
        return ConfigProvider.getConfig().getValue("tentabo.token.issuer", String.class);
    }

    private Portal() {}
}
