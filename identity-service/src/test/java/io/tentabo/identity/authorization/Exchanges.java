package io.tentabo.identity.authorization;

import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.form;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A confidential client that exchanges ID tokens of its tenant's provider. */
record Exchanges(String clientId, String secret, String address) {

    static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    static final String REFUSAL = "The subject token is not valid, has expired, was used, or its user may not sign in.";

    private static final String TOKEN = "/identity/oauth2/token";

    static Exchanges register(Tenant tenant, String name, List<String> grantTypes) {
        return register(tenant, name, grantTypes, List.of());
    }

    static Exchanges register(Tenant tenant, String name, List<String> grantTypes, List<String> redirectUris) {
        Response created = tenant.asOwner()
                .body(Map.of(
                        "name", name,
                        "grantTypes", grantTypes,
                        "scopes", List.of("leads.read", "users.read"),
                        "redirectUris", redirectUris))
                .post("/identity/v1/clients");
        created.then().statusCode(201);
        Response secret = tenant.asOwner().post("/identity/v1/clients/" + created.path("id") + "/secret");
        return new Exchanges(secret.path("clientId"), secret.path("clientSecret"), anyAddress());
    }

    Response exchange(String idToken, Map<String, String> more) {
        return form(address)
                .auth()
                .preemptive()
                .basic(clientId, secret)
                .formParams(parameters(idToken, more))
                .post(TOKEN);
    }

    Response refresh(String refreshToken) {
        return form(address)
                .auth()
                .preemptive()
                .basic(clientId, secret)
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", refreshToken)
                .post(TOKEN);
    }

    static Map<String, String> parameters(String idToken, Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "grant_type",
                GRANT,
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:id_token",
                "subject_token",
                idToken));
        parameters.putAll(more);
        return parameters;
    }
}
