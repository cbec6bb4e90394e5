package io.tentabo.identity.ldap;

import static io.tentabo.identity.Identity.query;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What administrators do about directories and the people in them. */
final class Directories {

    private static final String PROVIDERS = "/identity/v1/auth-providers";

    private Directories() {}

    static UUID create(Tenant tenant, Map<String, Object> provider) {
        return UUID.fromString(tenant.asOwner()
                .body(provider)
                .post(PROVIDERS)
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    static Response test(Tenant tenant, UUID id) {
        return tenant.asOwner().post(PROVIDERS + "/{id}/test", id);
    }

    /** Has a directory asked from now on. */
    static UUID use(Tenant tenant, Map<String, Object> provider) {
        UUID id = create(tenant, provider);
        test(tenant, id).then().body("passed", equalTo(true));
        tenant.asOwner().post(PROVIDERS + "/{id}/activate", id).then().statusCode(200);
        return id;
    }

    /** Lets somebody sign in for the first time. */
    static UUID pending(Tenant tenant, String name) {
        tenant.signIn(name, TestDirectory.PASSWORD).then().statusCode(401);
        return UUID.fromString(query(
                "SELECT user_id FROM account_identities WHERE tenant_id = ? AND provider = 'LDAP' AND username = ?",
                tenant.id(),
                name));
    }

    static Response approve(Tenant tenant, UUID user) {
        return tenant.asOwner()
                .body(Map.of("kind", "INTERNAL", "roles", List.of("member")))
                .post("/identity/v1/users/{id}/enable", user);
    }

    /** Why sign-ins were refused. */
    static String reasons(Tenant tenant) {
        return query(
                "SELECT string_agg(new_values ->> 'reason', ' ') FROM audit_logs WHERE tenant_id = ? AND action = 'session.refused'",
                tenant.id());
    }
}
