package io.tentabo.identity.session;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.operatorToken;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where a session leads, and where it does not. */
@IdentityTest
class TenantSwitchTest extends SeatsInTwoTenants {

    private static final String REASON = "SELECT revoke_reason FROM sessions WHERE user_id = ?";

    @Test
    void whoHasSignedInToBothTenantsSwitchesWithoutAPasswordAndBack() {
        // Given
        HeldSession own = held(here, PASSWORD);
        Response joined = own.join(held(there, OTHER_PASSWORD));

        // When
        Response switched = own.switchTo(there);

        // Then
        joined.then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("tenants.tenant.slug", contains(there.slug()))
                .body("tenants.userId", contains(seatThere.toString()))
                .body("tenants.kind", contains("INTERNAL"))
                .body("tenants.status", contains("ACTIVE"))
                .body("tenants.canSwitch", contains(true));
        switched.then()
                .statusCode(201)
                .header("Cache-Control", equalTo("no-store"))
                .body("other.tokenType", equalTo("Bearer"))
                .body("other.refreshToken", notNullValue());
        HeldSession other = new HeldSession(there, switched, "other.");
        other.get("/identity/v1/me")
                .then()
                .body("userId", equalTo(seatThere.toString()))
                .body("tenant.slug", equalTo(there.slug()));
        other.refresh().then().statusCode(200);
        other.get(HeldSession.TENANTS).then().body("tenant.slug", contains(here.slug()));
        Response back = other.switchTo(here);
        back.then().statusCode(201);
        new HeldSession(here, back, "other.")
                .get("/identity/v1/me")
                .then()
                .body("userId", equalTo(seatHere.toString()));
        own.refresh().then().statusCode(200);
    }

    @Test
    void aLeakedAccessTokenIsWorthItsMinutesAndNoSession() {
        // Given
        HeldSession victims = held(here, PASSWORD);
        HeldSession elsewhere = held(there, OTHER_PASSWORD);
        victims.join(elsewhere).then().statusCode(200);
        Tenant attackers = tenant();
        attackers.user(grace, Map.of("password", "known to the attacker"));
        HeldSession thief = held(attackers, "known to the attacker");
        String known = thief.refreshToken;

        // When
        Response joined = HeldSession.join(here, victims.accessToken, known, known);

        // Then
        joined.then().statusCode(401).body("code", equalTo("session.invalid-refresh-token"));
        here.as(victims.accessToken)
                .body(Map.of("refreshToken", known))
                .post(HeldSession.TENANTS)
                .then()
                .statusCode(400);
        thief.refresh().then().statusCode(200);
        thief.switchTo(here).then().statusCode(403);
        HeldSession.switchTo(here, victims.accessToken, thief.refreshToken, there)
                .then()
                .statusCode(401);
        HeldSession.switchTo(here, victims.accessToken, elsewhere.refreshToken, there)
                .then()
                .statusCode(401);
        here.as(victims.accessToken)
                .body(Map.of("tenant", there.slug()))
                .post(HeldSession.SWITCH)
                .then()
                .statusCode(400);
        assertThat(HeldSession.live(seatThere)).isEqualTo("1");
        victims.refresh().then().statusCode(200);
        elsewhere.refresh().then().statusCode(200);
    }

    @Test
    void joiningAndSwitchingUseUpTheTokensThatTheyAreShown() {
        // Given
        HeldSession own = held(here, PASSWORD);
        HeldSession other = held(there, OTHER_PASSWORD);
        String stolen = other.refreshToken;
        own.join(other).then().statusCode(200);
        other.refresh().then().statusCode(200);

        // When
        Response joined = HeldSession.join(here, own.accessToken, own.refreshToken, stolen);

        // Then
        joined.then().statusCode(401);
        other.refresh().then().statusCode(401);
        assertThat(query(REASON, seatThere)).isEqualTo("TOKEN_REUSED");
        HeldSession anew = held(here, PASSWORD);
        anew.join(held(there, OTHER_PASSWORD)).then().statusCode(200);
        String used = anew.refreshToken;
        anew.switchTo(there).then().statusCode(201);
        anew.refresh().then().statusCode(200);
        HeldSession.switchTo(here, anew.accessToken, used, there).then().statusCode(401);
        anew.refresh().then().statusCode(401);
    }

    @Test
    void theTokenOfAnEndedSessionDoesNotCountAgainstTheAddress() {
        // Given
        HeldSession own = held(here, PASSWORD);
        HeldSession ended = held(there, OTHER_PASSWORD);
        ended.signOut().then().statusCode(204);

        // When
        List<Integer> answers =
                Stream.generate(() -> own.join(ended).statusCode()).limit(25).toList();

        // Then
        assertThat(answers).containsOnly(401);
        own.refresh().then().statusCode(200);
    }

    @Test
    void aSignInThatLiesUnusedLeadsNowhereAndASwitchUsesIt() {
        // Given
        HeldSession own = held(here, PASSWORD);
        own.join(held(there, OTHER_PASSWORD));
        execute("UPDATE sessions SET refresh_expires_at = now() + interval '1 minute' WHERE user_id = ?", seatThere);

        // When
        own.switchTo(there).then().statusCode(201);

        // Then
        assertThat(query(
                        "SELECT min(refresh_expires_at) > now() + interval '1 hour' FROM sessions WHERE user_id = ?",
                        seatThere))
                .isEqualTo("t");
        execute("UPDATE sessions SET refresh_expires_at = now() - interval '1 second' WHERE user_id = ?", seatThere);
        own.switchTo(there).then().statusCode(403);
        own.get(HeldSession.TENANTS).then().body("$", hasSize(0));
    }

    @Test
    void aSeatThatAnAdministratorGaveToSomebodyElsesAddressOpensNoOtherTenant() {
        // Given
        there.signIn(grace, OTHER_PASSWORD).then().statusCode(201);
        Tenant attackers = tenant();
        attackers.user(grace, Map.of("password", "known to the attacker"));
        HeldSession thief = held(attackers, "known to the attacker");

        // When
        Response switched = thief.switchTo(there);

        // Then
        switched.then().statusCode(403).body("code", equalTo("session.switch-refused"));
        thief.get(HeldSession.TENANTS).then().statusCode(200).body("$", hasSize(0));
        thief.refresh().then().statusCode(200);
    }

    @Test
    void anAdministratorWhoSetsAPasswordGainsNothingByWhatItsOwnerHasJoined() {
        // Given
        HeldSession joined = held(here, PASSWORD);
        joined.join(held(there, OTHER_PASSWORD)).then().statusCode(200);
        HeldSession sameFirstPassword = held(here, PASSWORD);
        here.asOwner()
                .body(Map.of("password", "known to the attacker"))
                .put("/identity/v1/users/" + seatHere + "/password")
                .then()
                .statusCode(204);
        HeldSession thief = held(here, "known to the attacker");

        // When
        Response switched = thief.switchTo(there);

        // Then
        switched.then().statusCode(403);
        thief.get(HeldSession.TENANTS).then().statusCode(200).body("$", hasSize(0));
        sameFirstPassword.switchTo(there).then().statusCode(401);
        // The sessions that were joined have ended with the password, too.
        joined.switchTo(there).then().statusCode(401);
    }

    @Test
    void anotherSignInWithTheSamePasswordHasJoinedNothing() {
        // Given
        held(here, PASSWORD).join(held(there, OTHER_PASSWORD)).then().statusCode(200);
        HeldSession another = held(here, PASSWORD);

        // When
        Response switched = another.switchTo(there);

        // Then
        switched.then().statusCode(403);
        another.get(HeldSession.TENANTS).then().body("$", hasSize(0));
    }

    @Test
    void onlyALiveSessionOfTheSameAccountElsewhereCanBeJoined() {
        // Given
        HeldSession own = held(here, PASSWORD);
        HeldSession elsewhere = held(there, OTHER_PASSWORD);
        HeldSession stranger = new HeldSession(there, there.signIn(there.ownerEmail(), PASSWORD), "");
        HeldSession ended = held(there, OTHER_PASSWORD);
        ended.signOut();

        // When
        Response another = own.join(stranger);

        // Then
        another.then().statusCode(422).body("code", equalTo("session.cannot-join"));
        own.join(held(here, PASSWORD)).then().statusCode(422);
        own.join(ended).then().statusCode(401);
        HeldSession.join(here, own.accessToken, own.refreshToken, elsewhere.accessToken)
                .then()
                .statusCode(400);
        HeldSession.join(here, own.accessToken, own.refreshToken, "nonsense")
                .then()
                .statusCode(401)
                .body("code", equalTo("session.invalid-refresh-token"));
        own.get(HeldSession.TENANTS).then().body("$", hasSize(0));
        elsewhere.refresh().then().statusCode(200);
        stranger.refresh().then().statusCode(200);
        own.refresh().then().statusCode(200);
    }

    @Test
    void nobodySwitchesToASeatOrATenantThatIsNotActive() {
        // Given
        HeldSession own = held(here, PASSWORD);
        own.join(held(there, OTHER_PASSWORD));
        execute("UPDATE users SET status = 'SUSPENDED' WHERE id = ?", seatThere);

        // When
        Response toDisabledSeat = own.switchTo(there);

        // Then
        toDisabledSeat.then().statusCode(403).body("code", equalTo("session.switch-refused"));
        own.get(HeldSession.TENANTS)
                .then()
                .body("status", contains("SUSPENDED"))
                .body("canSwitch", contains(false));
        execute("UPDATE users SET status = 'ACTIVE' WHERE id = ?", seatThere);
        json(anyAddress())
                .auth()
                .oauth2(operatorToken())
                .body(Map.of("status", "SUSPENDED", "reason", "for a test"))
                .post("/identity/v1/tenants/" + there.id() + "/status")
                .then()
                .statusCode(200);
        own.switchTo(there).then().statusCode(403);
        own.get(HeldSession.TENANTS).then().body("tenant.status", contains("SUSPENDED"));
        here.as(own.accessToken)
                .body(Map.of("tenant", "no-such-tenant", "refreshToken", own.refreshToken))
                .post(HeldSession.SWITCH)
                .then()
                .statusCode(403)
                .body("code", equalTo("session.switch-refused"));
        own.switchTo(here).then().statusCode(403);
    }

    @Test
    void bothTenantsAuditTheSwitchAndNeitherNamesTheOther() {
        // Given
        HeldSession own = held(here, PASSWORD);
        own.join(held(there, OTHER_PASSWORD));

        // When
        own.switchTo(there).then().statusCode(201);

        // Then
        own.switchTo(tenant()).then().statusCode(403);
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

    private static String actions(Tenant tenant) {
        return query("""
                SELECT string_agg(action || ' ' || coalesce(new_values::text, ''), '; ' ORDER BY action)
                FROM audit_logs
                WHERE tenant_id = ? AND entity_type = 'session'
                """, tenant.id());
    }
}
