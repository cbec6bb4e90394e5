package io.tentabo.identity.ldap;

import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.signIn;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IdentityTest
class DirectorySignInTest {

    private TestDirectory directory;
    private Tenant tenant;

    @BeforeEach
    void start() {
        directory = TestDirectory.start();
        directory.add("grace", "mail: Grace@navy.example", "mail: hopper@navy.example");
        tenant = tenant();
        Directories.use(tenant, directory.provider(Map.of()));
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void aFirstSignInWaitsForApprovalAndLooksLikeAnyRefusal() {
        // When
        Response first = tenant.signIn("grace", TestDirectory.PASSWORD);

        // Then
        first.then().statusCode(401).body("code", equalTo("session.invalid-credentials"));
        tenant.asOwner()
                .get("/identity/v1/users?status=PENDING_APPROVAL")
                .then()
                .body("items", hasSize(1))
                .body("items[0].email", equalTo("grace@navy.example"))
                .body("items[0].firstName", equalTo("Grace"))
                .body("items[0].lastName", equalTo("Hopper"))
                .body("items[0].kind", equalTo("INTERNAL"))
                .body("items[0].roles", hasSize(0));
        tenant.signIn("grace", TestDirectory.PASSWORD).then().statusCode(401);
        tenant.asOwner().get("/identity/v1/users").then().body("items", hasSize(2));
    }

    @Test
    void nobodyIsAskedAboutSomebodyOfAClosedTenant() {
        // Given
        execute("UPDATE tenants SET status = 'CANCELLED' WHERE id = ?", tenant.id());

        // When
        Response refused = tenant.signIn("grace", TestDirectory.PASSWORD);

        // Then
        refused.then().statusCode(401).body("code", equalTo("session.invalid-credentials"));
        assertThat(query("SELECT count(*) FROM users WHERE tenant_id = ?", tenant.id()))
                .isEqualTo("1");
    }

    @Test
    void onceApprovedTheySignInWithTheRolesThatTheyWereGiven() {
        // Given
        UUID grace = Directories.pending(tenant, "grace");

        // When
        Response approved = Directories.approve(tenant, grace);

        // Then
        approved.then()
                .statusCode(200)
                .body("status", equalTo("ACTIVE"))
                .body("enabledBy", equalTo(tenant.ownerId().toString()))
                .body("enabledAt", notNullValue())
                .body("roles", contains("member"));
        String token = tenant.signIn(" GRACE ", TestDirectory.PASSWORD)
                .then()
                .statusCode(201)
                .extract()
                .path("accessToken");
        tenant.as(token)
                .get("/identity/v1/me")
                .then()
                .body("userId", equalTo(grace.toString()))
                .body("roles", contains("member"));
    }

    @Test
    void anApprovalMayMakeSomebodyAPartnersUser() {
        // Given
        UUID grace = Directories.pending(tenant, "grace");
        UUID partner = tenant.partner("Northwind");

        // When
        Response unfit = tenant.asOwner()
                .body(Map.of("kind", "CHANNEL", "roles", List.of("partner")))
                .post("/identity/v1/users/{id}/enable", grace);
        Response admin = tenant.asOwner()
                .body(Map.of("kind", "ADMIN", "roles", List.of()))
                .post("/identity/v1/users/{id}/enable", grace);
        Response approved = tenant.asOwner()
                .body(Map.of("kind", "CHANNEL", "roles", List.of("partner"), "partnerId", partner))
                .post("/identity/v1/users/{id}/enable", grace);

        // Then
        unfit.then().statusCode(422).body("code", equalTo("user.scope"));
        admin.then().statusCode(422).body("code", equalTo("user.illegal-kind"));
        approved.then().statusCode(200).body("partnerId", equalTo(partner.toString()));
        tenant.signIn("grace", TestDirectory.PASSWORD).then().statusCode(201);
    }

    @Test
    void everyRefusalLooksTheSameAndTakesABind() {
        // Given
        directory.add("ada", "mail: ada@navy.example");
        directory.disable("ada");
        Directories.pending(tenant, "grace");
        int before = directory.binds().size();

        // When
        List<Response> refusals = Stream.of("nobody", "grace", "ada")
                .flatMap(name ->
                        Stream.of(tenant.signIn(name, "a wrong password"), tenant.signIn(name, TestDirectory.PASSWORD)))
                .toList();

        // Then
        Set<Map<String, Object>> bodies = new HashSet<>();
        for (Response refusal : refusals) {
            refusal.then().statusCode(401);
            Map<String, Object> body = new HashMap<>(refusal.jsonPath().getMap("$"));
            body.remove("requestId");
            bodies.add(body);
        }
        assertThat(bodies).hasSize(1);
        assertThat(directory.binds().size() - before)
                .as("the service account's and another one, each time")
                .isEqualTo(2 * refusals.size());
        assertThat(reasons()).contains("UNKNOWN_USER", "WRONG_PASSWORD", "NOT_ACTIVE");
    }

    @Test
    void hostileUserNamesFindNobody() {
        // Given
        Directories.approve(tenant, Directories.pending(tenant, "grace"));

        // When
        List<Response> refused = Stream.of(
                        "*",
                        "g*",
                        "grace)(uid=*",
                        "*)(objectClass=*",
                        "grace)(|(uid=*",
                        "\\2a",
                        "grace\u0000",
                        "grace\u0000)(uid=*",
                        "gr ace",
                        "ｇｒａｃｅ",
                        "grace\u00ad",
                        "cn=grace,ou=people,dc=example,dc=com",
                        "🦆".repeat(60),
                        "x".repeat(254))
                .map(name -> signIn(tenant.slug(), name, TestDirectory.PASSWORD, anyAddress()))
                .toList();

        // Then
        assertThat(refused).extracting(Response::statusCode).containsOnly(401);
        signIn(tenant.slug(), "x".repeat(255), TestDirectory.PASSWORD, anyAddress())
                .then()
                .statusCode(400);
        tenant.asOwner().get("/identity/v1/users").then().body("items", hasSize(2));
    }

    @Test
    void anEmptyPasswordReachesNoDirectory() {
        // Given
        Directories.approve(tenant, Directories.pending(tenant, "grace"));
        int before = directory.binds().size();

        // When
        Response refused = tenant.signIn("grace", "");

        // Then
        refused.then().statusCode(400);
        assertThat(directory.binds()).hasSize(before);
    }

    @Test
    void aNameThatTwoEntriesHaveIsNobodys() {
        // Given
        Directories.approve(tenant, Directories.pending(tenant, "grace"));
        directory.addAs("grace the second", "grace", "mail: second@navy.example");
        directory.addAs("grace the third", "grace", "mail: third@navy.example");

        // When
        Response refused = tenant.signIn("grace", TestDirectory.PASSWORD);

        // Then
        refused.then().statusCode(401);
        assertThat(reasons()).contains("AMBIGUOUS_USER");
    }

    @Test
    void somebodyElseUnderAFormerNameIsSomebodyElse() {
        // Given
        UUID grace = Directories.pending(tenant, "grace");
        Directories.approve(tenant, grace);
        directory.remove("grace");
        directory.add("grace", "mail: another@navy.example");

        // When
        Response refused = tenant.signIn("grace", TestDirectory.PASSWORD);

        // Then
        refused.then().statusCode(401);
        tenant.asOwner()
                .get("/identity/v1/users?status=PENDING_APPROVAL")
                .then()
                .body("items.email", contains("another@navy.example"));
    }

    @Test
    void whatTheDirectorySaysOfAPersonIsTakenOverAtSignIn() {
        // Given
        UUID grace = Directories.pending(tenant, "grace");
        Directories.approve(tenant, grace);
        directory.set("grace", "sn", "Murray");
        directory.set("grace", "mail", "murray@navy.example");

        // When
        Response signedIn = tenant.signIn("grace", TestDirectory.PASSWORD);

        // Then
        signedIn.then().statusCode(201);
        tenant.asOwner()
                .get("/identity/v1/users/{id}", grace)
                .then()
                .body("lastName", equalTo("Murray"))
                .body("email", equalTo("murray@navy.example"))
                .body("roles", contains("member"));
        directory.set("grace", "mail", tenant.ownerEmail());
        tenant.signIn("grace", TestDirectory.PASSWORD).then().statusCode(201);
        tenant.asOwner().get("/identity/v1/users/{id}", grace).then().body("email", equalTo("murray@navy.example"));
    }

    @Test
    void nobodyIsTakenForAUserWithTheSameAddress() {
        // Given
        directory.add("mallory", "mail: " + tenant.ownerEmail());

        // When
        Response refused = tenant.signIn("mallory", TestDirectory.PASSWORD);

        // Then
        refused.then().statusCode(401);
        assertThat(reasons()).contains("user.email-taken");
        tenant.asOwner().get("/identity/v1/users").then().body("items", hasSize(1));
    }

    @Test
    void aDirectoryDoesNotExceedThePlan() {
        // Given
        Tenant small = tenant(1);
        Directories.use(small, directory.provider(Map.of()));

        // When
        Response refused = small.signIn("grace", TestDirectory.PASSWORD);

        // Then
        refused.then().statusCode(401);
        assertThat(Directories.reasons(small)).contains("user.limit-reached");
        small.asOwner().get("/identity/v1/users").then().body("items", hasSize(1));
    }

    @Test
    void aLocalPasswordIsNeverSentToTheDirectory() {
        // Given
        directory.addAs("owner", tenant.ownerEmail(), "mail: other@navy.example");
        int before = directory.binds().size();

        // When
        Response local = tenant.signIn(tenant.ownerEmail(), Identity.PASSWORD);
        Response byDirectory = tenant.signIn(tenant.ownerEmail(), TestDirectory.PASSWORD);

        // Then
        local.then().statusCode(201);
        byDirectory.then().statusCode(401);
        assertThat(directory.binds()).hasSize(before);
    }

    @Test
    void guessesAreSlowedDownAsEverywhere() {
        // Given
        Directories.approve(tenant, Directories.pending(tenant, "grace"));
        String stranger = anyAddress();
        for (int i = 0; i < 6; i++) {
            signIn(tenant.slug(), "grace", "guess " + i, stranger);
        }

        // When
        Response slowed = signIn(tenant.slug(), "grace", TestDirectory.PASSWORD, stranger);

        // Then
        slowed.then().statusCode(429);
        tenant.signIn("grace", TestDirectory.PASSWORD).then().statusCode(201);
    }

    @Test
    void whoIsDisabledHereIsRefusedWhateverTheDirectorySays() {
        // Given
        UUID grace = Directories.pending(tenant, "grace");
        Directories.approve(tenant, grace);
        tenant.asOwner()
                .body(Map.of("status", "SUSPENDED"))
                .patch("/identity/v1/users/{id}", grace)
                .then()
                .statusCode(200);

        // When
        Response refused = tenant.signIn("grace", TestDirectory.PASSWORD);

        // Then
        refused.then().statusCode(401);
    }

    @Test
    void anotherProviderTakesOverAtOnce() {
        // Given
        Directories.approve(tenant, Directories.pending(tenant, "grace"));
        try (TestDirectory other = TestDirectory.start()) {
            other.add("ada", "mail: ada@navy.example");
            Directories.use(tenant, other.provider(Map.of("security", "LDAPS", "port", other.ldapsPort())));
            int before = directory.binds().size();

            // When
            UUID ada = Directories.pending(tenant, "ada");

            // Then
            Directories.approve(tenant, ada);
            tenant.signIn("ada", TestDirectory.PASSWORD).then().statusCode(201);
            tenant.signIn("grace", TestDirectory.PASSWORD).then().statusCode(401);
            assertThat(directory.binds()).hasSize(before);
        }
    }

    @Test
    void noPasswordIsWrittenAnywhere() {
        // Given
        CapturedLog log = new CapturedLog();

        // When
        try (log) {
            tenant.signIn("grace", TestDirectory.PASSWORD);
            tenant.signIn("grace", "my secret guess");
        }

        // Then
        String audit =
                query("SELECT string_agg(to_jsonb(a)::text, ' ') FROM audit_logs a WHERE tenant_id = ?", tenant.id());
        assertThat(log.lines())
                .noneMatch(line -> line.contains("my secret guess") || line.contains(TestDirectory.PASSWORD));
        assertThat(audit)
                .contains("session.refused")
                .doesNotContain("my secret guess", TestDirectory.PASSWORD, TestDirectory.BIND_PASSWORD);
    }

    private String reasons() {
        return Directories.reasons(tenant);
    }
}
