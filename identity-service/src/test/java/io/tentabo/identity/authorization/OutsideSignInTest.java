package io.tentabo.identity.authorization;

import static io.tentabo.identity.Browser.returned;
import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static io.tentabo.identity.authorization.Portal.REDIRECT;
import static io.tentabo.identity.authorization.Portal.VERIFIER;
import static io.tentabo.identity.authorization.Portal.redeem;
import static io.tentabo.identity.authorization.Portal.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.nimbusds.jwt.JWTClaimsSet;
import io.restassured.response.Response;
import io.tentabo.identity.Browser;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an OpenID provider that lies, repeats itself or is away cannot bring about. */
@IdentityTest
class OutsideSignInTest {

    private final StandInProvider provider = new StandInProvider();
    private final Browser browser = new Browser(anyAddress());
    private final Map<String, Object> ada = Map.of(
            "sub", "ada-at-home",
            "email", "Ada@home.example",
            "email_verified", true,
            "given_name", "Ada",
            "family_name", "Lovelace",
            "preferred_username", "ada");
    private Tenant tenant;
    private String client;

    @BeforeEach
    void activate() {
        tenant = tenant();
        client = Portal.publicClient(tenant);
        Outside.activate(tenant, provider.issuer(), StandInProvider.CLIENT, StandInProvider.SECRET, Map.of());
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void whoIsVouchedForFirstWaitsForApprovalAndThenSignsIn() {
        // Given
        Response first = comeBack(signedIn(ada));
        first.then().statusCode(403).body(containsString("Ask an administrator to enable it"));
        Response users =
                tenant.asOwner().queryParam("status", "PENDING_APPROVAL").get("/identity/v1/users");
        users.then()
                .body("items.email", contains("ada@home.example"))
                .body("items.firstName", contains("Ada"))
                .body("items.kind", contains("INTERNAL"));
        String id = users.path("items[0].id");
        tenant.asOwner().post("/identity/v1/users/" + id + "/enable").then().statusCode(200);

        // When
        Response back = comeBack(signedIn(ada));

        // Then
        back.then().statusCode(303);
        assertThat(returned(back)).containsEntry("state", "s p&ce").containsEntry("iss", Portal.issuer());
        Response tokens = redeem(tenant, client, returned(back).get("code"), VERIFIER, REDIRECT);
        tokens.then().statusCode(200);
        assertThat(Portal.claims(tokens.path("id_token")))
                .containsEntry("sub", id)
                .containsEntry("nonce", "n-0S6");
        assertThat(query("SELECT provider || ' ' || subject FROM account_identities WHERE user_id = ?::uuid", id))
                .isEqualTo("OIDC " + provider.issuer() + "#ada-at-home");
        assertThat(reasons()).isEqualTo("NOT_ACTIVE");
    }

    @Test
    void aReturnIsGoodOnceAndOnlyInTheBrowserThatWasSent() {
        // Given
        String address = signedIn(ada);

        // When
        Response elsewhere = new Browser(anyAddress()).get(address);

        // Then
        elsewhere.then().statusCode(400).body(containsString("begun elsewhere"));
        comeBack(address).then().statusCode(400);
        String another = signedIn(ada);
        comeBack(another).then().statusCode(403).body(containsString("We know you now"));
        comeBack(another).then().statusCode(400);
        browser.get("/identity/oauth2/callback?code=x&state=" + "A".repeat(64))
                .then()
                .statusCode(400);
        browser.get("/identity/oauth2/callback?code=x&state=nonsense").then().statusCode(400);
        browser.get("/identity/oauth2/callback").then().statusCode(400);
    }

    @Test
    void aCodeThatWasUsedSignsNobodyInAgain() {
        // Given
        String used = signedIn(ada);
        String code = returnedBy(used, "code");
        comeBack(used).then().statusCode(403);
        String fresh = signedIn(ada);

        // When
        Response replayed = comeBack(fresh.replace(returnedBy(fresh, "code"), code));

        // Then
        replayed.then().statusCode(403).body(containsString("could not be verified"));
        assertThat(reasons()).contains("CODE_REFUSED");
    }

    @Test
    void anIdTokenThatIsNotForThisSignInIsRefused() {
        // Given
        Date past = Date.from(Instant.now().minusSeconds(3600));
        List<UnaryOperator<JWTClaimsSet.Builder>> lies = List.of(
                claims -> claims.claim("nonce", "another"),
                claims -> claims.claim("nonce", null),
                claims -> claims.issuer("https://elsewhere.example"),
                claims -> claims.audience("another-client"),
                claims -> claims.audience(List.of(StandInProvider.CLIENT, "another"))
                        .claim("azp", "another"),
                claims -> claims.audience(List.of(StandInProvider.CLIENT, "another")),
                claims -> claims.claim("azp", "another"),
                claims -> claims.expirationTime(past),
                claims -> claims.subject(null));

        // When
        List<Boolean> refusals = lies.stream()
                .map(lie -> {
                    provider.lie = lie;
                    return comeBack(signedIn(ada)).asString().contains("could not be verified");
                })
                .toList();

        // Then
        assertThat(refusals).hasSize(9).doesNotContain(false);
        provider.lie = UnaryOperator.identity();
        provider.signingKey = StandInProvider.key();
        comeBack(signedIn(ada)).then().statusCode(403).body(containsString("could not be verified"));
        assertThat(reasons()).isEqualTo("INVALID_ID_TOKEN");
        assertThat(query(
                        "SELECT count(*) FROM account_identities WHERE tenant_id = ? AND provider = 'OIDC'",
                        tenant.id()))
                .isEqualTo("0");
    }

    @Test
    void aReturnFromAnotherProviderIsRefused() {
        // Given
        String address = signedIn(ada);

        // When
        Response mixedUp = comeBack(address + "&iss=https%3A%2F%2Felsewhere.example");

        // Then
        mixedUp.then().statusCode(403);
        assertThat(reasons()).isEqualTo("WRONG_ISSUER");
    }

    @Test
    void anAddressThatTheProviderHasNotVerifiedMakesNoAccount() {
        // Given
        Map<String, Object> unverified =
                Map.of("sub", "eve", "email", tenant.ownerEmail(), "email_verified", false, "given_name", "Eve");
        Map<String, Object> silent = Map.of("sub", "eve", "email", "eve@home.example");

        // When
        Response refused = comeBack(signedIn(unverified));

        // Then
        refused.then().statusCode(403).body(containsString("There is no account for you"));
        comeBack(signedIn(silent)).then().statusCode(403);
        assertThat(reasons()).isEqualTo("user.no-email");
    }

    @Test
    void nobodyIsTakenForSomebodyElse() {
        // Given
        comeBack(signedIn(ada)).then().statusCode(403);
        Map<String, Object> owners = Map.of("sub", "x", "email", tenant.ownerEmail(), "email_verified", true);
        Response withOwnersAddress = comeBack(signedIn(owners));
        withOwnersAddress.then().statusCode(403).body(containsString("There is no account for you"));

        // When
        try (StandInProvider other = new StandInProvider()) {
            Outside.activate(tenant, other.issuer(), StandInProvider.CLIENT, StandInProvider.SECRET, Map.of());
            Map<String, Object> sameSubject =
                    Map.of("sub", "ada-at-home", "email", "mallory@home.example", "email_verified", true);
            comeBack(other.signIn(sent(), sameSubject)).then().statusCode(403);
        }

        // Then
        assertThat(query("""
                SELECT count(DISTINCT user_id) FROM account_identities WHERE tenant_id = ? AND provider = 'OIDC'
                """, tenant.id())).isEqualTo("2");
        assertThat(reasons()).contains("email-taken", "NOT_ACTIVE");
    }

    @Test
    void whoDoesNotSignInThereIsBackAtTheClient() {
        // Given
        String state = returnedBy(sent(), "state");

        // When
        Response back = browser.get("/identity/oauth2/callback?error=access_denied&state=" + state);

        // Then
        back.then().statusCode(303);
        assertThat(returned(back)).containsEntry("error", "access_denied").containsEntry("state", "s p&ce");
    }

    @Test
    void localPasswordsWorkWhileTheProviderIsDownAndTheHealthIsKnown() {
        // Given
        String address = signedIn(ada);
        provider.close();

        // When
        Response page = send();

        // Then
        page.then().statusCode(503).body(containsString("cannot be reached")).body(containsString("Password"));
        comeBack(address).then().statusCode(503);
        browser.signIn(request(client), tenant.ownerEmail(), PASSWORD).then().statusCode(303);
        tenant.asOwner().get("/identity/v1/auth-providers").then().body("items.health.status", contains("OFFLINE"));
    }

    @Test
    void aProviderThatIsNoLongerInUseSignsNobodyIn() {
        // Given
        String address = signedIn(ada);
        String id = tenant.asOwner().get("/identity/v1/auth-providers").path("items[0].id");
        tenant.asOwner()
                .post("/identity/v1/auth-providers/" + id + "/deactivate")
                .then()
                .statusCode(200);

        // When
        Response back = comeBack(address);

        // Then
        back.then().statusCode(400);
        browser.open(request(client)).then().statusCode(200).body(not(containsString("value=\"provider\"")));
    }

    @Test
    void aProviderUnderAnothersNameDoesNotPassItsTest() {
        // Given
        provider.announcedIssuer = "https://login.example.com";
        String id = Outside.create(tenant, provider.issuer(), StandInProvider.CLIENT, "secret", Map.of());

        // When
        Response tested = tenant.asOwner().post("/identity/v1/auth-providers/" + id + "/test");

        // Then
        tested.then().statusCode(200).body("passed", equalTo(false)).body("error", containsString("another issuer"));
        for (String issuer : List.of("ftp://x.example", "https://a:b@x.example", "https://x.example?a", "no url")) {
            Outside.requested(tenant, issuer, "tentabo", "secret", Map.of())
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("auth-provider.unusable"));
        }
    }

    private Response send() {
        Response page = browser.open(request(client));
        page.then().statusCode(200).body(containsString("Home office"));
        return browser.send(page, Map.of("decision", "provider"));
    }

    /** Where the browser is sent. */
    private String sent() {
        return Outside.address(send());
    }

    /** Where the person is sent back to. */
    private String signedIn(Map<String, Object> person) {
        return provider.signIn(sent(), person);
    }

    private Response comeBack(String address) {
        return browser.get(address);
    }

    private static String returnedBy(String address, String parameter) {
        return address.replaceFirst(".*[?&]" + parameter + "=([^&]*).*", "$1");
    }

    private String reasons() {
        return query("""
                SELECT string_agg(DISTINCT new_values->>'reason', ' ')
                FROM audit_logs
                WHERE tenant_id = ? AND action = 'session.refused'
                """, tenant.id());
    }
}
