package io.tentabo.identity.authorization;

import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenID providers of tenants, as their administrators set them up. */
final class Outside {

    private static final String PROVIDERS = "/identity/v1/auth-providers";
    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]+)\">");

    private Outside() {}

    static Response requested(
            Tenant tenant, String issuer, String clientId, String secret, Map<String, Object> configuration) {
        Map<String, Object> whole = new HashMap<>(Map.of("type", "oidc", "issuer", issuer, "clientId", clientId));
        whole.putAll(configuration);
        return tenant.asOwner()
                .body(Map.of("name", "Home office", "configuration", whole, "credentials", Map.of("secret", secret)))
                .post(PROVIDERS);
    }

    static String create(
            Tenant tenant, String issuer, String clientId, String secret, Map<String, Object> configuration) {
        return requested(tenant, issuer, clientId, secret, configuration)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static void activate(
            Tenant tenant, String issuer, String clientId, String secret, Map<String, Object> configuration) {
        String id = create(tenant, issuer, clientId, secret, configuration);
        tenant.asOwner()
                .post(PROVIDERS + "/" + id + "/test")
                .then()
                .statusCode(200)
                .body("passed", equalTo(true));
        tenant.asOwner().post(PROVIDERS + "/" + id + "/activate").then().statusCode(200);
    }

    /** Where a page leads on to. */
    static String address(Response page) {
        page.then().statusCode(200);
        Matcher link = LINK.matcher(page.asString());
        if (!link.find()) {
            throw new AssertionError("The page leads nowhere:\n" + page.asString());
        }
        return link.group(1).replace("&amp;", "&").replace("&#61;", "=").replace("&quot;", "\"");
    }
}
