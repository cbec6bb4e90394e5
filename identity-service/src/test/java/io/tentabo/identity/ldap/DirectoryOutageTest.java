package io.tentabo.identity.ldap;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a directory that does not do its work does to sign-ins: its own people's, and everybody else's. */
@IdentityTest
class DirectoryOutageTest {

    @Test
    void anUnreachableDirectoryIsNoFailedAttempt() {
        // Given
        Tenant tenant = tenant();
        UUID provider;
        try (TestDirectory directory = TestDirectory.start()) {
            provider = Directories.use(tenant, directory.provider(Map.of()));
        }

        // When
        List<Response> answers = IntStream.range(0, 8)
                .mapToObj(i -> tenant.signIn("grace", TestDirectory.PASSWORD))
                .toList();

        // Then
        assertThat(answers).allSatisfy(answer -> answer.then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("unavailable")));
        tenant.signIn(tenant.ownerEmail(), PASSWORD).then().statusCode(201);
        tenant.asOwner()
                .get("/identity/v1/auth-providers/{id}", provider)
                .then()
                .body("health.status", equalTo("OFFLINE"))
                .body("health.error", equalTo("The connection failed."))
                .body("active", equalTo(true));
        assertThat(query(
                        "SELECT count(*) FROM audit_logs WHERE tenant_id = ? AND action = 'session.refused'",
                        tenant.id()))
                .isEqualTo("0");
    }

    @Test
    void aSlowDirectoryKeepsOnlyItsOwnPeopleWaiting() throws IOException {
        // Given
        Tenant tenant = tenant();
        Tenant other = tenant();
        try (SlowServer slow = new SlowServer();
                TestDirectory directory = TestDirectory.start();
                ExecutorService clients = Executors.newFixedThreadPool(20)) {
            pointAt(tenant, directory, slow.port());
            directory.add("ada", "mail: ada@navy.example");
            Directories.use(other, directory.provider(Map.of()));
            Directories.approve(other, Directories.pending(other, "ada"));
            List<CompletableFuture<Response>> stuck = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> tenant.signIn("grace" + i, TestDirectory.PASSWORD), clients))
                    .toList();
            slow.awaitConnection();
            Instant begin = Instant.now();

            // When
            List<Response> meanwhile =
                    List.of(tenant.signIn(tenant.ownerEmail(), PASSWORD), other.signIn("ada", TestDirectory.PASSWORD));

            // Then
            assertThat(meanwhile).allMatch(answer -> answer.statusCode() == 201);
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(3));
            assertThat(stuck)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(503));
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(8));
            assertThat(slow.mostAtOnce()).isLessThanOrEqualTo(4);
        }
    }

    /** Each byte comes within the time limit of an answer; the answer never does. */
    @Test
    void aDirectoryThatDripsIsCutOff() throws IOException {
        // Given
        Tenant tenant = tenant();
        try (SlowServer dripping = new SlowServer();
                TestDirectory directory = TestDirectory.start()) {
            dripping.drip();
            pointAt(tenant, directory, dripping.port());
            Instant begin = Instant.now();

            // When
            Response answer = tenant.signIn("grace", TestDirectory.PASSWORD);

            // Then
            answer.then().statusCode(503);
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(6));
            assertThat(dripping.endsWithin(Duration.ofSeconds(3))).isTrue();
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityOrAnotherHostIsNotTrusted() {
        // Given
        Tenant tenant = tenant();
        try (TestDirectory directory = TestDirectory.start();
                TestDirectory stranger = TestDirectory.start();
                TestDirectory misnamed = TestDirectory.start("directory.example")) {
            List<Map<String, Object>> providers = List.of(
                    stranger.provider(Map.of("caCertificates", certificate(directory))),
                    stranger.provider(Map.of(
                            "caCertificates",
                            certificate(directory),
                            "security",
                            "LDAPS",
                            "port",
                            stranger.ldapsPort())),
                    misnamed.provider(Map.of()),
                    misnamed.provider(Map.of("security", "LDAPS", "port", misnamed.ldapsPort())));

            // When
            List<Response> tests = providers.stream()
                    .map(provider -> Directories.test(tenant, Directories.create(tenant, provider)))
                    .toList();

            // Then
            assertThat(tests).allSatisfy(test -> {
                assertThat(test.<Boolean>path("passed")).isFalse();
                assertThat(test.<String>path("error")).contains("certificate");
            });
            assertThat(stranger.binds()).isEmpty();
            assertThat(misnamed.binds()).isEmpty();
        }
    }

    private static Object certificate(TestDirectory directory) {
        return ((Map<?, ?>) directory.provider(Map.of()).get("configuration")).get("caCertificates");
    }

    /** As if the directory had become slow after its test. */
    private static void pointAt(Tenant tenant, TestDirectory directory, int port) {
        UUID id = Directories.use(tenant, directory.provider(Map.of()));
        execute(
                "UPDATE auth_providers SET configuration = jsonb_set(configuration, '{port}', to_jsonb(?::int)) WHERE id = ?",
                port,
                id);
    }
}
