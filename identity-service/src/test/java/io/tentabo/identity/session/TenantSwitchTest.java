package io.tentabo.identity.session;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.operatorToken;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.refresh;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One person, Grace, with seats in two tenants and a password of her own in each. */
@IdentityTest
class TenantSwitchTest {

    private static final String SESSIONS = "/identity/v1/sessions";
    private static final String SWITCH = SESSIONS + "/switch";
    private static final String TENANTS = "/identity/v1/me/tenants";
    private static final String OTHER_PASSWORD = "another long password";

    private final String grace = "grace-" + UUID.randomUUID() + "@x.example";
    private Tenant here;
    private Tenant there;
    private UUID seatHere;
    private UUID seatThere;

    @BeforeEach
    void giveSeats() {
        here = tenant();
        there = tenant();
        seatHere = here.user(grace, Map.of());
        seatThere = there.user(grace, Map.of("password", OTHER_PASSWORD));
    }

    @Test
    void whoHasSignedInToBothTenantsSwitchesWithoutAPasswordAndBack() {
        // Given
        Response joined = here.signIn(grace, PASSWORD);
        String token = joined.path("accessToken");
        Response list = join(here, token, there.signIn(grace, OTHER_PASSWORD).path("refreshToken"));

        // When
        Response switched = switchTo(here, token, there);

        // Then
        list.then()
                .statusCode(200)
                .body("tenant.slug", contains(there.slug()))
                .body("userId", contains(seatThere.toString()))
                .body("kind", contains("INTERNAL"))
                .body("status", contains("ACTIVE"))
                .body("canSwitch", contains(true));
        switched.then()
                .statusCode(201)
                .header("Cache-Control", equalTo("no-store"))
                .body("tokenType", equalTo("Bearer"))
                .body("refreshToken", notNullValue());
        String other = switched.path("accessToken");
        there.as(other)
                .get("/identity/v1/me")
                .then()
                .body("userId", equalTo(seatThere.toString()))
                .body("tenant.slug", equalTo(there.slug()));
        refresh(switched.path("refreshToken"), there.address()).then().statusCode(200);
        there.as(other).get(TENANTS).then().body("tenant.slug", contains(here.slug()));
        Response back = switchTo(there, other, here);
        back.then().statusCode(201);
        here.as(back.path("accessToken")).get("/identity/v1/me").then().body("userId", equalTo(seatHere.toString()));
        refresh(joined.path("refreshToken"), here.address()).then().statusCode(200);
    }

    @Test
    void aSeatThatAnAdministratorGaveToSomebodyElsesAddressOpensNoOtherTenant() {
        // Given
        there.signIn(grace, OTHER_PASSWORD).then().statusCode(201);
        Tenant attackers = tenant();
        attackers.user(grace, Map.of("password", "known to the attacker"));
        String token = attackers.signIn(grace, "known to the attacker").path("accessToken");

        // When
        Response switched = switchTo(attackers, token, there);

        // Then
        switched.then().statusCode(403).body("code", equalTo("session.switch-refused"));
        attackers.as(token).get(TENANTS).then().statusCode(200).body("$", hasSize(0));
    }

    @Test
    void anAdministratorWhoSetsAPasswordGainsNothingByWhatItsOwnerHasJoined() {
        // Given
        Response joined = here.signIn(grace, PASSWORD);
        join(
                        here,
                        joined.path("accessToken"),
                        there.signIn(grace, OTHER_PASSWORD).path("refreshToken"))
                .then()
                .statusCode(200);
        String sameFirstPassword = here.signIn(grace, PASSWORD).path("accessToken");
        here.asOwner()
                .body(Map.of("password", "known to the attacker"))
                .put("/identity/v1/users/" + seatHere + "/password")
                .then()
                .statusCode(204);
        String token = here.signIn(grace, "known to the attacker").path("accessToken");

        // When
        Response switched = switchTo(here, token, there);

        // Then
        switched.then().statusCode(403);
        here.as(token).get(TENANTS).then().statusCode(200).body("$", hasSize(0));
        switchTo(here, sameFirstPassword, there).then().statusCode(401);
        // The sessions that were joined have ended with the password, too.
        switchTo(here, joined.path("accessToken"), there).then().statusCode(401);
    }

    @Test
    void anotherSignInWithTheSamePasswordHasJoinedNothing() {
        // Given
        join(
                        here,
                        here.signIn(grace, PASSWORD).path("accessToken"),
                        there.signIn(grace, OTHER_PASSWORD).path("refreshToken"))
                .then()
                .statusCode(200);
        String another = here.signIn(grace, PASSWORD).path("accessToken");

        // When
        Response switched = switchTo(here, another, there);

        // Then
        switched.then().statusCode(403);
        here.as(another).get(TENANTS).then().body("$", hasSize(0));
    }

    @Test
    void onlyALiveSessionOfTheSameAccountElsewhereCanBeJoined() {
        // Given
        String token = here.signIn(grace, PASSWORD).path("accessToken");
        Response elsewhere = there.signIn(grace, OTHER_PASSWORD);
        String stranger = there.signIn(there.ownerEmail(), PASSWORD).path("refreshToken");
        String sameTenant = here.signIn(grace, PASSWORD).path("refreshToken");
        Response ended = there.signIn(grace, OTHER_PASSWORD);
        there.as(ended.path("accessToken")).delete(SESSIONS + "/current");

        // When
        Response another = join(here, token, stranger);

        // Then
        another.then().statusCode(422).body("code", equalTo("session.cannot-join"));
        join(here, token, sameTenant).then().statusCode(422);
        join(here, token, ended.path("refreshToken")).then().statusCode(401);
        join(here, token, elsewhere.path("accessToken")).then().statusCode(400);
        join(here, token, "nonsense").then().statusCode(401).body("code", equalTo("session.invalid-refresh-token"));
        here.as(token).get(TENANTS).then().body("$", hasSize(0));
        refresh(elsewhere.path("refreshToken"), there.address()).then().statusCode(200);
    }

    @Test
    void whoSignsOutThereSwitchesThereNoMore() {
        // Given
        String token = here.signIn(grace, PASSWORD).path("accessToken");
        Response proof = there.signIn(grace, OTHER_PASSWORD);
        join(here, token, proof.path("refreshToken"));
        String switched = switchTo(here, token, there).path("accessToken");

        // When
        there.as(switched).delete(SESSIONS + "/current").then().statusCode(204);

        // Then
        switchTo(here, token, there).then().statusCode(403);
        here.as(token).get(TENANTS).then().body("$", hasSize(0));
        refresh(proof.path("refreshToken"), there.address()).then().statusCode(401);
        assertThat(query("""
                SELECT count(*) FROM audit_logs
                WHERE tenant_id = ? AND action = 'session.ended' AND new_values->>'reason' = 'SIGNED_OUT'
                """, there.id())).isEqualTo("2");
    }

    @Test
    void anAdministratorThereEndsWhatWasSwitchedTo() {
        // Given
        String token = here.signIn(grace, PASSWORD).path("accessToken");
        join(here, token, there.signIn(grace, OTHER_PASSWORD).path("refreshToken"));
        Response switched = switchTo(here, token, there);

        // When
        there.asOwner()
                .delete("/identity/v1/users/" + seatThere + "/sessions")
                .then()
                .statusCode(204);

        // Then
        refresh(switched.path("refreshToken"), there.address()).then().statusCode(401);
        switchTo(here, token, there).then().statusCode(403);
    }

    @Test
    void nobodySwitchesToASeatOrATenantThatIsNotActive() {
        // Given
        String token = here.signIn(grace, PASSWORD).path("accessToken");
        join(here, token, there.signIn(grace, OTHER_PASSWORD).path("refreshToken"));
        execute("UPDATE users SET status = 'SUSPENDED' WHERE id = ?", seatThere);

        // When
        Response toDisabledSeat = switchTo(here, token, there);

        // Then
        toDisabledSeat.then().statusCode(403).body("code", equalTo("session.switch-refused"));
        here.as(token).get(TENANTS).then().body("status", contains("SUSPENDED")).body("canSwitch", contains(false));
        execute("UPDATE users SET status = 'ACTIVE' WHERE id = ?", seatThere);
        json(anyAddress())
                .auth()
                .oauth2(operatorToken())
                .body(Map.of("status", "SUSPENDED", "reason", "for a test"))
                .post("/identity/v1/tenants/" + there.id() + "/status")
                .then()
                .statusCode(200);
        switchTo(here, token, there).then().statusCode(403);
        here.as(token).get(TENANTS).then().body("tenant.status", contains("SUSPENDED"));
        here.as(token)
                .body(Map.of("tenant", "no-such-tenant"))
                .post(SWITCH)
                .then()
                .statusCode(403)
                .body("code", equalTo("session.switch-refused"));
        switchTo(here, token, here).then().statusCode(403);
    }

    @Test
    void whatWasSwitchedToEndsWhenTheSignInThereWouldHave() {
        // Given
        String token = here.signIn(grace, PASSWORD).path("accessToken");
        join(here, token, there.signIn(grace, OTHER_PASSWORD).path("refreshToken"));
        execute("UPDATE sessions SET expires_at = now() + interval '1 hour' WHERE user_id = ?", seatThere);

        // When
        String switched = switchTo(here, token, there).path("accessToken");

        // Then
        assertThat(query(
                        "SELECT max(expires_at) <= now() + interval '1 hour' FROM sessions WHERE user_id = ?",
                        seatThere))
                .isEqualTo("t");
        execute("UPDATE sessions SET expires_at = now() - interval '1 second' WHERE user_id = ?", seatThere);
        switchTo(here, token, there).then().statusCode(403);
        switchTo(there, switched, here).then().statusCode(401);
    }

    @Test
    void bothTenantsAuditTheSwitchAndNeitherNamesTheOther() {
        // Given
        String token = here.signIn(grace, PASSWORD).path("accessToken");
        join(here, token, there.signIn(grace, OTHER_PASSWORD).path("refreshToken"));

        // When
        switchTo(here, token, there).then().statusCode(201);

        // Then
        switchTo(here, token, tenant()).then().statusCode(403);
        assertThat(actions(here))
                .contains("session.joined", "session.switched-from", "session.switch-refused")
                .doesNotContain(there.id().toString(), there.slug());
        assertThat(actions(there))
                .contains("session.joined", "session.switched-to", "provedBy")
                .doesNotContain(here.id().toString(), here.slug());
        String requests = """
                SELECT request_id FROM audit_logs WHERE tenant_id = ? AND action = ?
                """;
        assertThat(query(requests, here.id(), "session.switched-from"))
                .isEqualTo(query(requests, there.id(), "session.switched-to"));
    }

    private static Response join(Tenant tenant, String token, String refreshToken) {
        return tenant.as(token).body(Map.of("refreshToken", refreshToken)).post(TENANTS);
    }

    private static Response switchTo(Tenant tenant, String token, Tenant other) {
        return tenant.as(token).body(Map.of("tenant", other.slug())).post(SWITCH);
    }

    private static String actions(Tenant tenant) {
        return query("""
                SELECT string_agg(action || ' ' || coalesce(new_values::text, ''), '; ' ORDER BY action)
                FROM audit_logs
                WHERE tenant_id = ? AND entity_type = 'session'
                """, tenant.id());
    }
}
