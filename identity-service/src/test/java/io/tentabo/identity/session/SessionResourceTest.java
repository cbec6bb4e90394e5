package io.tentabo.identity.session;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.refresh;
import static io.tentabo.identity.Identity.signIn;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.test.AtOnce;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@IdentityTest
class SessionResourceTest {

    @Test
    void aUserSignsInSeesItselfRefreshesAndSignsOut() {
        // Given
        Tenant tenant = tenant();

        // When
        Response signedIn = tenant.signIn(" " + tenant.ownerEmail().toUpperCase(java.util.Locale.ROOT), PASSWORD);

        // Then
        signedIn.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("tokenType", equalTo("Bearer"))
                .body("expiresIn", equalTo(300));
        tenant.as(signedIn.path("accessToken"))
                .get("/identity/v1/me")
                .then()
                .statusCode(200)
                .body("userId", equalTo(tenant.ownerId().toString()))
                .body("tenant.slug", equalTo(tenant.slug()))
                .body("kind", equalTo("ADMIN"))
                .body("roles", hasItems("owner"))
                .body("permissions", hasItems("users.manage", "leads.convert"))
                .body("permissions", not(hasItems("tenants.manage")));
        Response refreshed = refresh(signedIn.path("refreshToken"), tenant.address());
        refreshed.then().statusCode(200).body("refreshToken", notNullValue());
        tenant.as(refreshed.path("accessToken"))
                .delete("/identity/v1/sessions/current")
                .then()
                .statusCode(204);
        refresh(refreshed.path("refreshToken"), tenant.address()).then().statusCode(401);
    }

    @Test
    void aReplayedRefreshTokenEndsItsFamilyAndIsAudited() {
        // Given
        Tenant tenant = tenant();
        String first = tenant.signIn(tenant.ownerEmail(), PASSWORD).path("refreshToken");
        String second = refresh(first, tenant.address()).path("refreshToken");
        String third = refresh(second, tenant.address()).path("refreshToken");

        // When
        Response replayed = refresh(first, tenant.address());

        // Then
        replayed.then().statusCode(401).body("code", equalTo("session.invalid-refresh-token"));
        refresh(third, tenant.address()).then().statusCode(401);
        assertThat(query("""
                        SELECT new_values ->> 'reason'
                        FROM audit_logs
                        WHERE tenant_id = ? AND action = 'session.ended'
                        """, tenant.id())).isEqualTo("TOKEN_REUSED");
    }

    @Test
    void aLostAnswerIsRepeatedWithTheVerySameSuccessorForAShortTime() throws InterruptedException {
        // Given
        Tenant tenant = tenant();
        String first = tenant.signIn(tenant.ownerEmail(), PASSWORD).path("refreshToken");
        String lost = refresh(first, tenant.address()).path("refreshToken");

        // When
        Response repeated = refresh(first, tenant.address());

        // Then
        repeated.then().statusCode(200).body("refreshToken", equalTo(lost));
        Thread.sleep(2_200);
        refresh(first, tenant.address()).then().statusCode(401);
        refresh(lost, tenant.address()).then().statusCode(401);
    }

    @Test
    void refreshesAtTheSameTimeLeaveOneLiveToken() {
        // Given
        Tenant tenant = tenant();
        String token = tenant.signIn(tenant.ownerEmail(), PASSWORD).path("refreshToken");

        // When
        List<Response> answers = AtOnce.run(4, () -> refresh(token, tenant.address()));

        // Then
        Set<String> successors = new HashSet<>();
        for (Response answer : answers) {
            answer.then().statusCode(200);
            successors.add(answer.path("refreshToken"));
        }
        assertThat(successors).hasSize(1);
        refresh(successors.iterator().next(), tenant.address()).then().statusCode(200);
    }

    @Test
    void aForgedRefreshTokenEndsNobodysSession() {
        // Given
        Tenant tenant = tenant();
        String token = tenant.signIn(tenant.ownerEmail(), PASSWORD).path("refreshToken");
        String forged = token.substring(0, token.length() - 6) + "AAAAAA";

        // When
        Response refused = refresh(forged, anyAddress());

        // Then
        refused.then().statusCode(401);
        refresh(token, tenant.address()).then().statusCode(200);
    }

    @Test
    void theTokenOfAnEndedSessionIsNoGuess() {
        // Given
        Tenant tenant = tenant();
        Response ended = tenant.signIn(tenant.ownerEmail(), PASSWORD);
        tenant.as(ended.path("accessToken")).delete("/identity/v1/sessions/current");

        // When
        List<Response> refused = IntStream.range(0, 40)
                .mapToObj(i -> refresh(ended.path("refreshToken"), tenant.address()))
                .toList();

        // Then
        assertThat(refused).allMatch(answer -> answer.statusCode() == 401);
        tenant.signIn(tenant.ownerEmail(), PASSWORD).then().statusCode(201);
    }

    @Test
    void aReusedTokenCountsAgainstItsAddressEvenWhenItsFamilyHasEnded() throws InterruptedException {
        // Given
        Tenant tenant = tenant();
        String stranger = anyAddress();
        String stolen = tenant.signIn(tenant.ownerEmail(), PASSWORD).path("refreshToken");
        String next = refresh(stolen, tenant.address()).path("refreshToken");
        refresh(next, tenant.address());
        Thread.sleep(2_500);

        // When
        List<Response> refused =
                IntStream.range(0, 40).mapToObj(i -> refresh(stolen, stranger)).toList();

        // Then
        assertThat(refused.getFirst().statusCode()).isEqualTo(401);
        assertThat(refused.getLast().statusCode()).isEqualTo(429);
    }

    @Test
    void everyRefusalOfASignInLooksTheSame() {
        // Given
        Tenant tenant = tenant();
        tenant.user("pending@x.example", Map.of("status", "PENDING_APPROVAL"));

        // When
        List<Response> refusals = List.of(
                signIn("no-such-tenant", "a@x.example", PASSWORD, anyAddress()),
                signIn(tenant.slug(), "nobody@x.example", PASSWORD, anyAddress()),
                signIn(tenant.slug(), tenant.ownerEmail(), "wrong password", anyAddress()),
                signIn(tenant.slug(), "pending@x.example", PASSWORD, anyAddress()));

        // Then
        Set<Map<String, Object>> bodies = new HashSet<>();
        for (Response refusal : refusals) {
            refusal.then().statusCode(401).contentType("application/problem+json");
            Map<String, Object> body =
                    new java.util.HashMap<>(refusal.jsonPath().getMap("$"));
            body.remove("requestId");
            bodies.add(body);
        }
        assertThat(bodies).hasSize(1);
    }

    @Test
    void aRefusedSignInIsAuditedWithoutWhatWasTyped() {
        // Given
        Tenant tenant = tenant();

        // When
        tenant.signIn("my-secret@typed.example", "my secret password");
        tenant.signIn(tenant.ownerEmail(), "my secret password");

        // Then
        String records = query("""
                SELECT string_agg(a.new_values::text || a.entity_id, ' ' ORDER BY a.created_at)
                FROM audit_logs a
                WHERE a.tenant_id = ? AND a.action = 'session.refused'
                """, tenant.id());
        assertThat(records)
                .contains("UNKNOWN_USER", "WRONG_PASSWORD", tenant.ownerId().toString())
                .doesNotContain("my-secret", "my secret");
    }

    @Test
    void aStrangerIsSlowedDownEvenWithTheRightPasswordAndLocksNobodyOut() {
        // Given
        Tenant tenant = tenant();
        String stranger = anyAddress();
        for (int i = 0; i < 6; i++) {
            signIn(tenant.slug(), tenant.ownerEmail(), "guess number " + i, stranger);
        }

        // When
        Response slowed = signIn(tenant.slug(), tenant.ownerEmail(), PASSWORD, stranger);

        // Then
        slowed.then().statusCode(429).header("Retry-After", notNullValue()).body("code", equalTo("attempts.throttled"));
        tenant.signIn(tenant.ownerEmail(), PASSWORD).then().statusCode(201);
    }

    @Test
    void guessesFromManyAddressesSlowDownUnfamiliarOnesOnly() {
        // Given
        Tenant tenant = tenant();
        execute("""
                INSERT INTO attempts (key, failures, blocked_until)
                VALUES (sha256(convert_to(?, 'UTF8')), 40, now() + interval '1 minute')
                """, "subject:user:" + tenant.slug() + ":" + tenant.ownerEmail());

        // When
        Response unfamiliar = signIn(tenant.slug(), tenant.ownerEmail(), PASSWORD, anyAddress());
        Response familiar = tenant.signIn(tenant.ownerEmail(), PASSWORD);

        // Then
        unfamiliar.then().statusCode(429);
        familiar.then().statusCode(201);
    }

    @Test
    void parallelGuessesGainNothing() {
        // Given
        Tenant tenant = tenant();
        String stranger = anyAddress();

        // When
        List<Response> answers = AtOnce.run(12, () -> signIn(tenant.slug(), tenant.ownerEmail(), "wrong", stranger));

        // Then
        assertThat(answers).allMatch(answer -> answer.statusCode() == 401 || answer.statusCode() == 429);
        signIn(tenant.slug(), tenant.ownerEmail(), PASSWORD, stranger).then().statusCode(429);
    }

    @Test
    void aSuspendedTenantsPeopleNeitherSignInNorRefresh() {
        // Given
        Tenant tenant = tenant();
        String token = tenant.signIn(tenant.ownerEmail(), PASSWORD).path("refreshToken");
        execute("UPDATE tenants SET status = 'SUSPENDED' WHERE id = ?", tenant.id());

        // When
        Response signIn = tenant.signIn(tenant.ownerEmail(), PASSWORD);

        // Then
        signIn.then().statusCode(401);
        refresh(token, tenant.address()).then().statusCode(401);
    }

    @Test
    void aPasswordHashedAtAnotherCostIsHashedAnewAtSignIn() {
        // Given
        Tenant tenant = tenant();
        String stored = CheapHash.of(PASSWORD);
        UUID owner = tenant.ownerId();
        execute("UPDATE account_identities SET password_hash = ? WHERE user_id = ?", stored, owner);

        // When
        Response signedIn = tenant.signIn(tenant.ownerEmail(), PASSWORD);

        // Then
        signedIn.then().statusCode(201);
        assertThat(query("SELECT password_hash FROM account_identities WHERE user_id = ?", owner))
                .startsWith("$argon2id$v=19$m=256,t=1,p=1$");
        tenant.signIn(tenant.ownerEmail(), PASSWORD).then().statusCode(201);
    }

    @Test
    void aTokenOfAnotherKeyOrNoneIsRefused() {
        // Given
        Tenant tenant = tenant();
        String token = tenant.ownerToken();
        String tampered = token.substring(0, token.length() - 8) + "AAAAAAAA";

        // When
        Response refused = tenant.as(tampered).get("/identity/v1/me");

        // Then
        refused.then().statusCode(401);
        json(tenant.address()).get("/identity/v1/me").then().statusCode(401);
    }

    @Test
    void aMalformedSignInSaysWhatIsMissing() {
        // Given
        String body = "{\"tenant\": \"x\"}";

        // When
        JsonPath refused = json(anyAddress())
                .body(body)
                .post("/identity/v1/sessions")
                .then()
                .statusCode(400)
                .extract()
                .jsonPath();

        // Then
        assertThat(refused.getString("code")).isEqualTo("validation");
    }
}
