package io.tentabo.identity.authorization;

import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.form;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.test.AtOnce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a program gets for an ID token of its tenant's OpenID provider, and what it does not. */
@IdentityTest
class IdTokenExchangeTest {

    private static final Map<String, Object> ALLOWED = Map.of("allowTokenExchange", true);

    private final StandInProvider provider = new StandInProvider();
    private final Map<String, Object> ada = Map.of(
            "sub", "ada-at-home",
            "email", "Ada@home.example",
            "email_verified", true,
            "given_name", "Ada",
            "family_name", "Lovelace",
            "preferred_username", "ada");
    private Tenant tenant;
    private Exchanges program;

    @BeforeEach
    void activate() {
        tenant = tenant();
        program = Exchanges.register(tenant, "program", List.of(Exchanges.GRANT, "refresh_token"));
        use(ALLOWED);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aPersonWhoIsEnabledGetsASessionAndAStrangerASeatThatWaits() throws Exception {
        // Given
        refused(provider.idToken(ada), "NOT_ACTIVE");
        String id = enable("ada@home.example");

        // When
        Response answer = program.exchange(provider.idToken(ada), Map.of("scope", "leads.read"));

        // Then
        answer.then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("issued_token_type", equalTo(Exchanges.ACCESS_TOKEN))
                .body("token_type", equalTo("Bearer"))
                .body("scope", equalTo("leads.read"))
                .body("refresh_token", notNullValue());
        JWTClaimsSet claims = SignedJWT.parse(answer.path("access_token")).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(id);
        assertThat(claims.getStringClaim("tenant_id")).isEqualTo(tenant.id().toString());
        assertThat(claims.getStringClaim("client_id")).isEqualTo(program.clientId());
        program.refresh(answer.path("refresh_token")).then().statusCode(200);
        assertThat(query(
                        "SELECT client_id IS NOT NULL AND user_id = ?::uuid FROM sessions WHERE id = ?::uuid",
                        id,
                        claims.getStringClaim("sid")))
                .isEqualTo("t");
        assertThat(query("""
                SELECT new_values ->> 'userId' FROM audit_logs WHERE tenant_id = ? AND action = 'client.token-exchanged'
                """, tenant.id())).isEqualTo(id);
        execute("UPDATE users SET status = 'SUSPENDED' WHERE id = ?::uuid", id);
        refused(provider.idToken(ada), "NOT_ACTIVE");
    }

    @Test
    void aTokenIsExchangedOnceAlsoByManyAtOnceAndHoweverItIsWritten() {
        // Given
        refused(provider.idToken(ada), "NOT_ACTIVE");
        enable("ada@home.example");
        String token = provider.idToken(ada);

        // When
        List<Integer> answers =
                AtOnce.run(6, () -> program.exchange(token, Map.of()).statusCode());

        // Then
        assertThat(answers).containsExactlyInAnyOrder(200, 400, 400, 400, 400, 400);
        refused(token, "ID_TOKEN_REUSED");
        refused(token + "==", "ID_TOKEN_REUSED");
        program.exchange(provider.idToken(ada), Map.of()).then().statusCode(200);
    }

    @Test
    void aTokenThatIsOldOrForAnotherIsRefused() {
        // Given
        refused(provider.idToken(ada), "NOT_ACTIVE");
        enable("ada@home.example");
        Instant now = Instant.now();
        List<UnaryOperator<JWTClaimsSet.Builder>> lies = List.of(
                claims -> claims.issuer("https://elsewhere.example"),
                claims -> claims.audience("another-client"),
                claims -> claims.audience(List.of(StandInProvider.CLIENT, "another")),
                claims -> claims.audience(List.of(StandInProvider.CLIENT, "another"))
                        .claim("azp", "another"),
                claims -> claims.claim("azp", "another"),
                claims -> claims.expirationTime(Date.from(now.minusSeconds(120))),
                claims -> claims.expirationTime(null),
                claims -> claims.issueTime(null),
                claims -> claims.issueTime(Date.from(now.plusSeconds(300))),
                claims -> claims.subject(null));

        // When
        List<Response> answers = lies.stream()
                .map(lie -> {
                    provider.lie = lie;
                    return program.exchange(provider.idToken(ada), Map.of());
                })
                .toList();

        // Then
        assertThat(answers).allSatisfy(answer -> answer.then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"))
                .body("error_description", equalTo(Exchanges.REFUSAL)));
        assertThat(reason()).isEqualTo("INVALID_ID_TOKEN");
        provider.lie = claims ->
                claims.issueTime(Date.from(now.minusSeconds(420))).expirationTime(Date.from(now.plusSeconds(3600)));
        refused(provider.idToken(ada), "OLD_ID_TOKEN");
        provider.lie = UnaryOperator.identity();
        provider.signingKey = StandInProvider.key();
        refused(provider.idToken(ada), "INVALID_ID_TOKEN");
        refused("nonsense", "INVALID_ID_TOKEN");
        refused(unsigned(), "INVALID_ID_TOKEN");
    }

    @Test
    void theProviderHasToAllowItAndToBeInUse() {
        // Given
        use(Map.of());

        // When
        Response notAllowed = program.exchange(provider.idToken(ada), Map.of());

        // Then
        notAllowed.then().statusCode(400).body("error_description", equalTo(Exchanges.REFUSAL));
        assertThat(reason()).isEqualTo("EXCHANGE_NOT_ALLOWED");
        use(ALLOWED);
        String active = query("SELECT id FROM auth_providers WHERE tenant_id = ? AND is_active", tenant.id());
        tenant.asOwner()
                .post("/identity/v1/auth-providers/" + active + "/deactivate")
                .then()
                .statusCode(200);
        refused(provider.idToken(ada), "EXCHANGE_NOT_ALLOWED");
        assertThat(query(
                        "SELECT count(*) FROM account_identities WHERE tenant_id = ? AND provider = 'OIDC'",
                        tenant.id()))
                .isEqualTo("0");
    }

    @Test
    void aProviderThatIsAwayIsNoRefusal() {
        // Given
        String token = provider.idToken(ada);
        provider.close();

        // When
        Response answer = program.exchange(token, Map.of());

        // Then
        answer.then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("error", equalTo("temporarily_unavailable"));
        tenant.asOwner().get("/identity/v1/auth-providers").then().body("items[0].health.status", equalTo("OFFLINE"));
    }

    @Test
    void aProviderThatKeepsSilentKeepsNoOtherTenantWaiting() {
        // Given
        refused(provider.idToken(ada), "NOT_ACTIVE");
        enable("ada@home.example");
        Tenant other = tenant();
        Exchanges theirs = Exchanges.register(other, "program", List.of(Exchanges.GRANT));
        List<Integer> ours = new ArrayList<>();

        // When
        try (StandInProvider silent = new StandInProvider();
                ExecutorService flood = Executors.newSingleThreadExecutor()) {
            Outside.activate(other, silent.issuer(), StandInProvider.CLIENT, StandInProvider.SECRET, ALLOWED);
            silent.silence = new CountDownLatch(1);
            String token = silent.idToken(ada);
            Future<List<Integer>> answers = flood.submit(
                    () -> AtOnce.run(100, () -> theirs.exchange(token, Map.of()).statusCode()));
            while (!answers.isDone()) {
                ours.add(program.exchange(provider.idToken(ada), Map.of()).statusCode());
            }

            // Then
            assertThat(answers).succeedsWithin(Duration.ZERO).asInstanceOf(LIST).containsOnly(503);
        }
        assertThat(ours).isNotEmpty().containsOnly(200);
    }

    @Test
    void onlyAClientOfTheTenantThatIsRegisteredForItAndProvesItselfExchanges() {
        // Given
        refused(provider.idToken(ada), "NOT_ACTIVE");
        enable("ada@home.example");
        Exchanges portal = Exchanges.register(
                tenant, "portal", List.of("authorization_code"), List.of("https://portal.example/signed-in"));
        Exchanges stranger = Exchanges.register(tenant(), "program", List.of(Exchanges.GRANT));
        Exchanges brief = Exchanges.register(tenant, "brief", List.of(Exchanges.GRANT));

        // When
        Response unregistered = portal.exchange(provider.idToken(ada), Map.of());

        // Then
        unregistered.then().statusCode(400).body("error", equalTo("unauthorized_client"));
        stranger.exchange(provider.idToken(ada), Map.of()).then().statusCode(400);
        form(anyAddress())
                .formParams(Exchanges.parameters(provider.idToken(ada), Map.of("client_id", program.clientId())))
                .post("/identity/oauth2/token")
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
        program.exchange(provider.idToken(ada), Map.of("scope", "orders.read"))
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_scope"));
        program.exchange(provider.idToken(ada), Map.of("audience", "elsewhere"))
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_target"));
        brief.exchange(provider.idToken(ada), Map.of())
                .then()
                .statusCode(200)
                .body("scope", equalTo("leads.read users.read"))
                .body("$", not(hasKey("refresh_token")));
    }

    @Test
    void anAddressThatIsNotVerifiedMakesNoAccount() {
        // Given
        Map<String, Object> eve = Map.of("sub", "eve", "email", tenant.ownerEmail(), "email_verified", false);

        // When
        Response answer = program.exchange(provider.idToken(eve), Map.of());

        // Then
        answer.then().statusCode(400).body("error_description", equalTo(Exchanges.REFUSAL));
        assertThat(reason()).isEqualTo("user.no-email");
    }

    private void use(Map<String, Object> configuration) {
        Outside.activate(tenant, provider.issuer(), StandInProvider.CLIENT, StandInProvider.SECRET, configuration);
    }

    private String enable(String email) {
        String id = query("SELECT id FROM users WHERE tenant_id = ? AND email = ?", tenant.id(), email);
        tenant.asOwner()
                .body(Map.of("kind", "INTERNAL", "roles", List.of("member")))
                .post("/identity/v1/users/" + id + "/enable")
                .then()
                .statusCode(200);
        return id;
    }

    private void refused(String token, String reason) {
        program.exchange(token, Map.of())
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"))
                .body("error_description", equalTo(Exchanges.REFUSAL));
        assertThat(reason()).isEqualTo(reason);
    }

    /** Why the latest was refused. */
    private String reason() {
        return query("""
                SELECT new_values ->> 'reason'
                FROM audit_logs
                WHERE tenant_id = ? AND action = 'session.refused'
                ORDER BY created_at DESC, id DESC
                LIMIT 1
                """, tenant.id());
    }

    private String unsigned() {
        String token = provider.idToken(ada);
        return "eyJhbGciOiJub25lIn0" + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
    }
}
