package io.tentabo.identity.selfservice;

import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.invitation;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.tenant;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import java.util.Map;
import java.util.UUID;

/** Invites people and accepts for them. */
final class InvitedUsers {

    private InvitedUsers() {}

    static UUID invite(Tenant tenant, String email, Map<String, Object> more) {
        Response created = tenant.asOwner().body(invitation(email, more)).post("/identity/v1/users");
        created.then().statusCode(201).body("status", equalTo("INVITED")).body("emailVerifiedAt", nullValue());
        return UUID.fromString(created.path("id"));
    }

    static Response accept(String token, String password) {
        return json(anyAddress())
                .body(Map.of("token", token, "password", password))
                .post("/identity/v1/invitations/accept");
    }
}
