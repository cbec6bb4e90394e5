package io.tentabo.identity.session;

import static io.tentabo.identity.Identity.query;

import io.restassured.response.Response;
import io.tentabo.identity.Identity;
import io.tentabo.identity.Identity.Tenant;
import java.util.Map;
import java.util.UUID;

/** A session as a browser holds it, with its latest tokens. */
final class HeldSession {

    static final String TENANTS = "/identity/v1/me/tenants";
    static final String SWITCH = "/identity/v1/sessions/switch";

    private final Tenant tenant;
    String accessToken;
    String refreshToken;

    HeldSession(Tenant tenant, Response answer, String member) {
        this.tenant = tenant;
        this.accessToken = answer.path(member + "accessToken");
        this.refreshToken = answer.path(member + "refreshToken");
    }

    Response get(String path) {
        return tenant.as(accessToken).get(path);
    }

    Response refresh() {
        return renewed(Identity.refresh(refreshToken, tenant.address()), "");
    }

    Response signOut() {
        return tenant.as(accessToken).delete("/identity/v1/sessions/current");
    }

    Response join(HeldSession other) {
        Response answer = join(tenant, accessToken, refreshToken, other.refreshToken);
        other.renewed(answer, "other.");
        return renewed(answer, "session.");
    }

    Response switchTo(Tenant other) {
        return renewed(switchTo(tenant, accessToken, refreshToken, other), "session.");
    }

    HeldSession switched(Tenant other) {
        return new HeldSession(other, switchTo(other), "other.");
    }

    private Response renewed(Response answer, String member) {
        if (answer.statusCode() < 300) {
            accessToken = answer.path(member + "accessToken");
            refreshToken = answer.path(member + "refreshToken");
        }
        return answer;
    }

    static Response join(Tenant tenant, String accessToken, String refreshToken, String otherRefreshToken) {
        return tenant.as(accessToken)
                .body(Map.of("refreshToken", refreshToken, "otherRefreshToken", otherRefreshToken))
                .post(TENANTS);
    }

    static Response switchTo(Tenant tenant, String accessToken, String refreshToken, Tenant other) {
        return tenant.as(accessToken)
                .body(Map.of("tenant", other.slug(), "refreshToken", refreshToken))
                .post(SWITCH);
    }

    /** How many sessions of a user have not been ended. */
    static String live(UUID userId) {
        return query("SELECT count(*) FROM sessions WHERE user_id = ? AND revoked_at IS NULL", userId);
    }
}
