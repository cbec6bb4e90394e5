package io.tentabo.identity.session;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.refresh;
import static io.tentabo.identity.Identity.tenant;
import static io.tentabo.identity.LockedUser.awaitWaiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.test.AtOnce;
import io.tentabo.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** What ends together with a session that was joined or switched to. */
@IdentityTest
class JoinedSessionEndTest extends SeatsInTwoTenants {

    private static final Executor AT_ONCE = task -> Thread.ofPlatform().start(task);

    @Test
    void aTheftThatIsFoundOutInOneTenantEndsWhatWasJoinedInEveryOther() {
        // Given
        HeldSession own = held(here, PASSWORD);
        HeldSession other = held(there, OTHER_PASSWORD);
        own.join(other);
        HeldSession switched = own.switched(there);
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
        HeldSession own = held(here, PASSWORD);
        HeldSession proof = held(there, OTHER_PASSWORD);
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
        assertThat(HeldSession.live(seatThere)).isEqualTo("0");
    }

    @Test
    void sessionsOfOneGroupEndAtOnceWithoutWaitingForEachOtherInACircle() {
        for (int round = 0; round < 4; round++) {
            // Given
            HeldSession own = held(here, PASSWORD);
            HeldSession proof = held(there, OTHER_PASSWORD);
            own.join(proof);
            List<HeldSession> group = List.of(proof, own.switched(there), own.switched(there), own.switched(there));

            // When
            List<Integer> ends = AtOnce.run(group, session -> session.signOut().statusCode());

            // Then
            assertThat(ends).containsOnly(204);
            assertThat(HeldSession.live(seatThere)).isEqualTo("0");
        }
    }

    @Test
    void whoChangesItsPasswordLeavesWhateverItsSessionWasJoinedWith() {
        // Given
        HeldSession own = held(here, PASSWORD);
        HeldSession proof = held(there, OTHER_PASSWORD);
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
        own.get(HeldSession.TENANTS).then().body("$", hasSize(0));
        proof.get(HeldSession.TENANTS).then().body("$", hasSize(0));
        proof.refresh().then().statusCode(200);
    }

    @Test
    void whoeverJoinsASessionAnewTakesAlongWhatWasSwitchedTo() {
        // Given
        HeldSession own = held(here, PASSWORD);
        HeldSession proof = held(there, OTHER_PASSWORD);
        own.join(proof);
        HeldSession switched = own.switched(there);
        Tenant third = tenant();
        third.user(grace, Map.of("password", "a third long password"));
        HeldSession anew = held(third, "a third long password");
        anew.join(proof).then().statusCode(200);
        own.switchTo(there).then().statusCode(403);

        // When
        proof.signOut().then().statusCode(204);

        // Then
        switched.refresh().then().statusCode(401);
        anew.switchTo(there).then().statusCode(403);
    }

    @Test
    void whoSwitchesAgainAndAgainEndsTheOldestOfWhatItBegan() {
        // Given
        HeldSession own = held(here, PASSWORD);
        HeldSession proof = held(there, OTHER_PASSWORD);
        own.join(proof);
        HeldSession first = own.switched(there);
        HeldSession second = own.switched(there);

        // When
        for (int i = 0; i < 9; i++) {
            own.switchTo(there).then().statusCode(201);
        }

        // Then
        assertThat(HeldSession.live(seatThere)).isEqualTo("11");
        first.refresh().then().statusCode(401);
        second.refresh().then().statusCode(200);
        proof.refresh().then().statusCode(200);
        assertThat(query("""
                SELECT count(*) FROM audit_logs
                WHERE tenant_id = ? AND action = 'session.ended' AND new_values->>'reason' = 'SUPERSEDED'
                """, there.id())).isEqualTo("1");
    }

    @Test
    void whoSignsOutThereSwitchesThereNoMore() {
        // Given
        HeldSession own = held(here, PASSWORD);
        HeldSession proof = held(there, OTHER_PASSWORD);
        own.join(proof);
        HeldSession switched = own.switched(there);

        // When
        switched.signOut().then().statusCode(204);

        // Then
        own.switchTo(there).then().statusCode(403);
        own.get(HeldSession.TENANTS).then().body("$", hasSize(0));
        proof.refresh().then().statusCode(401);
        assertThat(query("""
                SELECT count(*) FROM audit_logs
                WHERE tenant_id = ? AND action = 'session.ended' AND new_values->>'reason' = 'SIGNED_OUT'
                """, there.id())).isEqualTo("2");
    }

    @Test
    void anAdministratorThereEndsWhatWasSwitchedTo() {
        // Given
        HeldSession own = held(here, PASSWORD);
        own.join(held(there, OTHER_PASSWORD));
        HeldSession switched = own.switched(there);

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
    void whatWasSwitchedToEndsWhenTheSignInThereWouldHave() {
        // Given
        HeldSession own = held(here, PASSWORD);
        own.join(held(there, OTHER_PASSWORD));
        execute("UPDATE sessions SET expires_at = now() + interval '1 hour' WHERE user_id = ?", seatThere);

        // When
        HeldSession switched = own.switched(there);

        // Then
        assertThat(query(
                        "SELECT max(expires_at) <= now() + interval '1 hour' FROM sessions WHERE user_id = ?",
                        seatThere))
                .isEqualTo("t");
        execute("UPDATE sessions SET expires_at = now() - interval '1 second' WHERE user_id = ?", seatThere);
        own.switchTo(there).then().statusCode(403);
        switched.switchTo(here).then().statusCode(401);
    }
}
