package io.tentabo.identity.ldap;

import static io.restassured.RestAssured.given;
import static io.tentabo.identity.Eventually.await;
import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is found out about directories that nobody signs in by at the moment. */
@IdentityTest
class DirectoryHealthTest {

    @Test
    void anOutageAndItsEndAreFoundAndToldOnceEach() {
        // Given
        Tenant tenant = tenant();
        try (TestDirectory directory = TestDirectory.start()) {
            UUID provider = Directories.use(tenant, directory.provider(Map.of()));
            assertThat(health(provider)).isEqualTo("HEALTHY");
            directory.pause();

            // When
            checkUntil(provider, "OFFLINE");

            // Then
            tenant.signIn(tenant.ownerEmail(), PASSWORD).then().statusCode(201);
            tenant.signIn("grace", TestDirectory.PASSWORD).then().statusCode(503);
            check(provider);
            assertThat(told(tenant)).isEqualTo("OFFLINE");
            directory.resume();
            aMinutePasses(provider);
            checkUntil(provider, "HEALTHY");
            assertThat(told(tenant)).isEqualTo("OFFLINE HEALTHY");
            assertThat(query("SELECT is_active FROM auth_providers WHERE id = ?", provider))
                    .isEqualTo("t");
        }
    }

    @Test
    void aDirectoryThatComesAndGoesIsNotToldEachTime() {
        // Given
        Tenant tenant = tenant();
        try (TestDirectory directory = TestDirectory.start()) {
            UUID provider = Directories.use(tenant, directory.provider(Map.of()));
            directory.pause();
            checkUntil(provider, "OFFLINE");
            directory.resume();
            checkUntil(provider, "HEALTHY");
            directory.pause();

            // When
            checkUntil(provider, "OFFLINE");

            // Then
            assertThat(told(tenant)).isEqualTo("OFFLINE");
        }
    }

    @Test
    void onlyProvidersInUseOfTenantsThatWorkAreAsked() {
        // Given
        Tenant idle = tenant();
        Tenant suspended = tenant();
        try (TestDirectory directory = TestDirectory.start()) {
            UUID unused = Directories.create(idle, directory.provider(Map.of()));
            UUID used = Directories.use(suspended, directory.provider(Map.of()));
            execute("UPDATE tenants SET status = 'SUSPENDED' WHERE id = ?", suspended.id());
            int binds = directory.binds().size();
            makeDue(unused);

            // When
            check(used);

            // Then
            assertThat(directory.binds()).hasSize(binds);
            assertThat(health(unused)).isEqualTo("UNKNOWN");
        }
    }

    @Test
    void howProvidersAreIsAMetric() {
        // Given
        Tenant tenant = tenant();
        try (TestDirectory directory = TestDirectory.start()) {
            Directories.use(tenant, directory.provider(Map.of()));

            // When / Then
            await(() -> given().get("/q/metrics")
                    .asString()
                    .lines()
                    .anyMatch(line ->
                            line.startsWith("tentabo_auth_providers{health=\"HEALTHY\"") && !line.endsWith(" 0.0")));
        }
    }

    private static void checkUntil(UUID provider, String health) {
        check(provider);
        await(() -> health(provider).equals(health));
    }

    /** As if the time had come; returns when the provider was taken. */
    private static void check(UUID provider) {
        makeDue(provider);
        await(() -> query("SELECT next_health_check_at > now() FROM auth_providers WHERE id = ?", provider)
                .equals("t"));
    }

    private static void makeDue(UUID provider) {
        execute("UPDATE auth_providers SET next_health_check_at = now() WHERE id = ?", provider);
    }

    private static void aMinutePasses(UUID provider) {
        execute("""
                UPDATE auth_providers
                SET told_at = told_at - interval '2 minutes', last_health_check_at = last_health_check_at - interval '2 minutes'
                WHERE id = ?
                """, provider);
    }

    private static String health(UUID provider) {
        return query("SELECT health FROM auth_providers WHERE id = ?", provider);
    }

    private static String told(Tenant tenant) {
        return query("""
                SELECT string_agg(new_values ->> 'health', ' ' ORDER BY created_at, id)
                FROM audit_logs
                WHERE tenant_id = ? AND action = 'auth-provider.health-changed'
                """, tenant.id());
    }
}
