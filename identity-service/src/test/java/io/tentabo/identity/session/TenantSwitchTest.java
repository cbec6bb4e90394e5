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
import io.tentabo.identity.Identity;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One person, Grace, with seats in two tenants and a password of her own in each. */
@IdentityTest
class TenantSwitchTest {

    private static final String SESSIONS = "/identity/v1/sessions";
    private static final String SWITCH = SESSIONS + "/switch";
    private static final String TENANTS = "/identity/v1/me/tenants";
    private static final String OTHER_PASSWORD = "another long password";
    /** The common pool of a small machine has one thread only. */
    private static final Executor AT_ONCE = task -> Thread.ofPlatform().start(task);

    private static final String REASON = "SELECT revoke_reason FROM sessions WHERE user_id = ?";

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
        Held own = held(here, PASSWORD);
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
        Held other = new Held(there, switched, "other.");
        other.get("/identity/v1/me")
                .then()
                .body("userId", equalTo(seatThere.toString()))
                .body("tenant.slug", equalTo(there.slug()));
        other.refresh().then().statusCode(200);
        other.get(TENANTS).then().body("tenant.slug", contains(here.slug()));
        Response back = other.switchTo(here);
        back.then().statusCode(201);
        new Held(here, back, "other.").get("/identity/v1/me").then().body("userId", equalTo(seatHere.toString()));
        own.refresh().then().statusCode(200);
    }

    @Test
    void aLeakedAccessTokenIsWorthItsMinutesAndNoSession() {
        // Given
        Held victims = held(here, PASSWORD);
        Held elsewhere = held(there, OTHER_PASSWORD);
        victims.join(elsewhere).then().statusCode(200);
        Tenant attackers = tenant();
        attackers.user(grace, Map.of("password", "known to the attacker"));
        Held thief = held(attackers, "known to the attacker");
        String known = thief.refreshToken;

        // When
        Response joined = join(here, victims.accessToken, known, known);

        // Then
        joined.then().statusCode(401).body("code", equalTo("session.invalid-refresh-token"));
        here.as(victims.accessToken)
                .body(Map.of("refreshToken", known))
                .post(TENANTS)
                .then()
                .statusCode(400);
        thief.refresh().then().statusCode(200);
        thief.switchTo(here).then().statusCode(403);
        switchTo(here, victims.accessToken, thief.refreshToken, there).then().statusCode(401);
        switchTo(here, victims.accessToken, elsewhere.refreshToken, there)
                .then()
                .statusCode(401);
        here.as(victims.accessToken)
                .body(Map.of("tenant", there.slug()))
                .post(SWITCH)
                .then()
                .statusCode(400);
        assertThat(liveSessions(seatThere)).isEqualTo("1");
        victims.refresh().then().statusCode(200);
        elsewhere.refresh().then().statusCode(200);
    }

    @Test
    void joiningAndSwitchingUseUpTheTokensThatTheyAreShown() {
        // Given
        Held own = held(here, PASSWORD);
        Held other = held(there, OTHER_PASSWORD);
        String stolen = other.refreshToken;
        own.join(other).then().statusCode(200);
        other.refresh().then().statusCode(200);

        // When
        Response joined = join(here, own.accessToken, own.refreshToken, stolen);

        // Then
        joined.then().statusCode(401);
        other.refresh().then().statusCode(401);
        assertThat(query(REASON, seatThere)).isEqualTo("TOKEN_REUSED");
        Held anew = held(here, PASSWORD);
        anew.join(held(there, OTHER_PASSWORD)).then().statusCode(200);
        String used = anew.refreshToken;
        anew.switchTo(there).then().statusCode(201);
        anew.refresh().then().statusCode(200);
        switchTo(here, anew.accessToken, used, there).then().statusCode(401);
        anew.refresh().then().statusCode(401);
    }

    @Test
    void theTokenOfAnEndedSessionDoesNotCountAgainstTheAddress() {
        // Given
        Held own = held(here, PASSWORD);
        Held ended = held(there, OTHER_PASSWORD);
        ended.signOut().then().statusCode(204);

        // When
        List<Integer> answers =
                Stream.generate(() -> own.join(ended).statusCode()).limit(25).toList();

        // Then
        assertThat(answers).containsOnly(401);
        own.refresh().then().statusCode(200);
    }

    @Test
    void aTheftThatIsFoundOutInOneTenantEndsWhatWasJoinedInEveryOther() {
        // Given
        Held own = held(here, PASSWORD);
        Held other = held(there, OTHER_PASSWORD);
        own.join(other);
        Held switched = own.switched(there);
        String stolen = own.refreshToken;
        own.refresh();
        own.refresh();

        // When
        Response reused = refresh(stolen, here.address());

        // Then
        reused.then().statusCode(401);
        own.refresh().then().statusCode(401);
        other.refresh().then().statusCode(401);
        switched.refresh().then().statusCode(401);
        assertThat(query("""
                SELECT count(*) FROM audit_logs
                WHERE tenant_id = ? AND action = 'session.ended' AND new_values->>'reason' = 'TOKEN_REUSED'
                """, there.id())).isEqualTo("2");
    }

    @Test
    void whoSignsOutWhileASwitchIsUnderWayEndsWhatItBegins() throws SQLException {
        // Given
        Held own = held(here, PASSWORD);
        Held proof = held(there, OTHER_PASSWORD);
        own.join(proof);
        CompletableFuture<Response> switching;
        CompletableFuture<Response> signingOut;

        // When
        try (Connection database = TestDatabase.superuser()) {
            database.setAutoCommit(false);
            try (Statement lock = database.createStatement()) {
                lock.execute("LOCK TABLE identity.audit_logs IN SHARE MODE");
            }
            switching = CompletableFuture.supplyAsync(() -> own.switchTo(there), AT_ONCE);
            awaitWaiting(1);
            signingOut = CompletableFuture.supplyAsync(proof::signOut, AT_ONCE);
            awaitWaiting(2);
            database.rollback();
        }

        // Then
        switching.join().then().statusCode(201);
        signingOut.join().then().statusCode(204);
        assertThat(liveSessions(seatThere)).isEqualTo("0");
    }

    @Test
    void sessionsOfOneGroupEndAtOnceWithoutWaitingForEachOtherInACircle() {
        for (int round = 0; round < 4; round++) {
            // Given
            Held own = held(here, PASSWORD);
            Held proof = held(there, OTHER_PASSWORD);
            own.join(proof);
            List<Held> group = List.of(proof, own.switched(there), own.switched(there), own.switched(there));

            // When
            List<CompletableFuture<Integer>> ends = group.stream()
                    .map(session -> CompletableFuture.supplyAsync(
                            () -> session.signOut().statusCode()))
                    .toList();

            // Then
            assertThat(ends.stream().map(CompletableFuture::join).toList()).containsOnly(204);
            assertThat(liveSessions(seatThere)).isEqualTo("0");
        }
    }

    @Test
    void whoChangesItsPasswordLeavesWhateverItsSessionWasJoinedWith() {
        // Given
        Held own = held(here, PASSWORD);
        Held proof = held(there, OTHER_PASSWORD);
        own.join(proof);
        there.as(proof.accessToken)
                .body(Map.of("current", OTHER_PASSWORD, "password", "a phrase of my own choice"))
                .put("/identity/v1/me/password")
                .then()
                .statusCode(204);

        // When
        Response switched = own.switchTo(there);

        // Then
        switched.then().statusCode(403);
        own.get(TENANTS).then().body("$", hasSize(0));
        proof.get(TENANTS).then().body("$", hasSize(0));
        proof.refresh().then().statusCode(200);
    }

    @Test
    void whoeverJoinsASessionAnewTakesAlongWhatWasSwitchedTo() {
        // Given
        Held own = held(here, PASSWORD);
        Held proof = held(there, OTHER_PASSWORD);
        own.join(proof);
        Held switched = own.switched(there);
        Tenant third = tenant();
        third.user(grace, Map.of("password", "a third long password"));
        Held anew = held(third, "a third long password");
        anew.join(proof).then().statusCode(200);
        own.switchTo(there).then().statusCode(403);

        // When
        proof.signOut().then().statusCode(204);

        // Then
        switched.refresh().then().statusCode(401);
        anew.switchTo(there).then().statusCode(403);
    }

    @Test
    void aSignInThatLiesUnusedLeadsNowhereAndASwitchUsesIt() {
        // Given
        Held own = held(here, PASSWORD);
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
        own.get(TENANTS).then().body("$", hasSize(0));
    }

    @Test
    void whoSwitchesAgainAndAgainEndsTheOldestOfWhatItBegan() {
        // Given
        Held own = held(here, PASSWORD);
        Held proof = held(there, OTHER_PASSWORD);
        own.join(proof);
        Held first = own.switched(there);
        Held second = own.switched(there);

        // When
        for (int i = 0; i < 9; i++) {
            own.switchTo(there).then().statusCode(201);
        }

        // Then
        assertThat(liveSessions(seatThere)).isEqualTo("11");
        first.refresh().then().statusCode(401);
        second.refresh().then().statusCode(200);
        proof.refresh().then().statusCode(200);
        assertThat(query("""
                SELECT count(*) FROM audit_logs
                WHERE tenant_id = ? AND action = 'session.ended' AND new_values->>'reason' = 'SUPERSEDED'
                """, there.id())).isEqualTo("1");
    }

    @Test
    void aSeatThatAnAdministratorGaveToSomebodyElsesAddressOpensNoOtherTenant() {
        // Given
        there.signIn(grace, OTHER_PASSWORD).then().statusCode(201);
        Tenant attackers = tenant();
        attackers.user(grace, Map.of("password", "known to the attacker"));
        Held thief = held(attackers, "known to the attacker");

        // When
        Response switched = thief.switchTo(there);

        // Then
        switched.then().statusCode(403).body("code", equalTo("session.switch-refused"));
        thief.get(TENANTS).then().statusCode(200).body("$", hasSize(0));
        thief.refresh().then().statusCode(200);
    }

    @Test
    void anAdministratorWhoSetsAPasswordGainsNothingByWhatItsOwnerHasJoined() {
        // Given
        Held joined = held(here, PASSWORD);
        joined.join(held(there, OTHER_PASSWORD)).then().statusCode(200);
        Held sameFirstPassword = held(here, PASSWORD);
        here.asOwner()
                .body(Map.of("password", "known to the attacker"))
                .put("/identity/v1/users/" + seatHere + "/password")
                .then()
                .statusCode(204);
        Held thief = held(here, "known to the attacker");

        // When
        Response switched = thief.switchTo(there);

        // Then
        switched.then().statusCode(403);
        thief.get(TENANTS).then().statusCode(200).body("$", hasSize(0));
        sameFirstPassword.switchTo(there).then().statusCode(401);
        // The sessions that were joined have ended with the password, too.
        joined.switchTo(there).then().statusCode(401);
    }

    @Test
    void anotherSignInWithTheSamePasswordHasJoinedNothing() {
        // Given
        held(here, PASSWORD).join(held(there, OTHER_PASSWORD)).then().statusCode(200);
        Held another = held(here, PASSWORD);

        // When
        Response switched = another.switchTo(there);

        // Then
        switched.then().statusCode(403);
        another.get(TENANTS).then().body("$", hasSize(0));
    }

    @Test
    void onlyALiveSessionOfTheSameAccountElsewhereCanBeJoined() {
        // Given
        Held own = held(here, PASSWORD);
        Held elsewhere = held(there, OTHER_PASSWORD);
        Held stranger = new Held(there, there.signIn(there.ownerEmail(), PASSWORD), "");
        Held ended = held(there, OTHER_PASSWORD);
        ended.signOut();

        // When
        Response another = own.join(stranger);

        // Then
        another.then().statusCode(422).body("code", equalTo("session.cannot-join"));
        own.join(held(here, PASSWORD)).then().statusCode(422);
        own.join(ended).then().statusCode(401);
        join(here, own.accessToken, own.refreshToken, elsewhere.accessToken)
                .then()
                .statusCode(400);
        join(here, own.accessToken, own.refreshToken, "nonsense")
                .then()
                .statusCode(401)
                .body("code", equalTo("session.invalid-refresh-token"));
        own.get(TENANTS).then().body("$", hasSize(0));
        elsewhere.refresh().then().statusCode(200);
        stranger.refresh().then().statusCode(200);
        own.refresh().then().statusCode(200);
    }

    @Test
    void whoSignsOutThereSwitchesThereNoMore() {
        // Given
        Held own = held(here, PASSWORD);
        Held proof = held(there, OTHER_PASSWORD);
        own.join(proof);
        Held switched = own.switched(there);

        // When
        switched.signOut().then().statusCode(204);

        // Then
        own.switchTo(there).then().statusCode(403);
        own.get(TENANTS).then().body("$", hasSize(0));
        proof.refresh().then().statusCode(401);
        assertThat(query("""
                SELECT count(*) FROM audit_logs
                WHERE tenant_id = ? AND action = 'session.ended' AND new_values->>'reason' = 'SIGNED_OUT'
                """, there.id())).isEqualTo("2");
    }

    @Test
    void anAdministratorThereEndsWhatWasSwitchedTo() {
        // Given
        Held own = held(here, PASSWORD);
        own.join(held(there, OTHER_PASSWORD));
        Held switched = own.switched(there);

        // When
        there.asOwner()
                .delete("/identity/v1/users/" + seatThere + "/sessions")
                .then()
                .statusCode(204);

        // Then
        switched.refresh().then().statusCode(401);
        own.switchTo(there).then().statusCode(403);
    }

    @Test
    void nobodySwitchesToASeatOrATenantThatIsNotActive() {
        // Given
        Held own = held(here, PASSWORD);
        own.join(held(there, OTHER_PASSWORD));
        execute("UPDATE users SET status = 'SUSPENDED' WHERE id = ?", seatThere);

        // When
        Response toDisabledSeat = own.switchTo(there);

        // Then
        toDisabledSeat.then().statusCode(403).body("code", equalTo("session.switch-refused"));
        own.get(TENANTS).then().body("status", contains("SUSPENDED")).body("canSwitch", contains(false));
        execute("UPDATE users SET status = 'ACTIVE' WHERE id = ?", seatThere);
        json(anyAddress())
                .auth()
                .oauth2(operatorToken())
                .body(Map.of("status", "SUSPENDED", "reason", "for a test"))
                .post("/identity/v1/tenants/" + there.id() + "/status")
                .then()
                .statusCode(200);
        own.switchTo(there).then().statusCode(403);
        own.get(TENANTS).then().body("tenant.status", contains("SUSPENDED"));
        here.as(own.accessToken)
                .body(Map.of("tenant", "no-such-tenant", "refreshToken", own.refreshToken))
                .post(SWITCH)
                .then()
                .statusCode(403)
                .body("code", equalTo("session.switch-refused"));
        own.switchTo(here).then().statusCode(403);
    }

    @Test
    void whatWasSwitchedToEndsWhenTheSignInThereWouldHave() {
        // Given
        Held own = held(here, PASSWORD);
        own.join(held(there, OTHER_PASSWORD));
        execute("UPDATE sessions SET expires_at = now() + interval '1 hour' WHERE user_id = ?", seatThere);

        // When
        Held switched = own.switched(there);

        // Then
        assertThat(query(
                        "SELECT max(expires_at) <= now() + interval '1 hour' FROM sessions WHERE user_id = ?",
                        seatThere))
                .isEqualTo("t");
        execute("UPDATE sessions SET expires_at = now() - interval '1 second' WHERE user_id = ?", seatThere);
        own.switchTo(there).then().statusCode(403);
        switched.switchTo(here).then().statusCode(401);
    }

    @Test
    void bothTenantsAuditTheSwitchAndNeitherNamesTheOther() {
        // Given
        Held own = held(here, PASSWORD);
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

    private Held held(Tenant tenant, String password) {
        Response signedIn = tenant.signIn(grace, password);
        signedIn.then().statusCode(201);
        return new Held(tenant, signedIn, "");
    }

    /** A session as a browser holds it, with its latest tokens. */
    private static final class Held {

        private final Tenant tenant;
        private String accessToken;
        private String refreshToken;

        Held(Tenant tenant, Response answer, String member) {
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
            return tenant.as(accessToken).delete(SESSIONS + "/current");
        }

        Response join(Held other) {
            Response answer = TenantSwitchTest.join(tenant, accessToken, refreshToken, other.refreshToken);
            other.renewed(answer, "other.");
            return renewed(answer, "session.");
        }

        Response switchTo(Tenant other) {
            return renewed(TenantSwitchTest.switchTo(tenant, accessToken, refreshToken, other), "session.");
        }

        Held switched(Tenant other) {
            return new Held(other, switchTo(other), "other.");
        }

        private Response renewed(Response answer, String member) {
            if (answer.statusCode() < 300) {
                accessToken = answer.path(member + "accessToken");
                refreshToken = answer.path(member + "refreshToken");
            }
            return answer;
        }
    }

    private static Response join(Tenant tenant, String accessToken, String refreshToken, String otherRefreshToken) {
        return tenant.as(accessToken)
                .body(Map.of("refreshToken", refreshToken, "otherRefreshToken", otherRefreshToken))
                .post(TENANTS);
    }

    private static Response switchTo(Tenant tenant, String accessToken, String refreshToken, Tenant other) {
        return tenant.as(accessToken)
                .body(Map.of("tenant", other.slug(), "refreshToken", refreshToken))
                .post(SWITCH);
    }

    private static String liveSessions(UUID userId) {
        return query("SELECT count(*) FROM sessions WHERE user_id = ? AND revoked_at IS NULL", userId);
    }

    /** Until so many of the service's transactions wait for a lock, which they do for five seconds at most. */
    private static void awaitWaiting(int transactions) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        while (Integer.parseInt(query("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE usename = 'identity_app' AND wait_event_type = 'Lock'
                        """)) < transactions && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static String actions(Tenant tenant) {
        return query("""
                SELECT string_agg(action || ' ' || coalesce(new_values::text, ''), '; ' ORDER BY action)
                FROM audit_logs
                WHERE tenant_id = ? AND entity_type = 'session'
                """, tenant.id());
    }
}
