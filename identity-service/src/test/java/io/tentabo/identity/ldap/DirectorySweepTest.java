package io.tentabo.identity.ldap;

import static io.tentabo.identity.Eventually.await;
import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.refresh;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of sessions when their users' entries in the directory do. */
@IdentityTest
class DirectorySweepTest {

    private final TestDirectory directory = TestDirectory.start();
    private Tenant tenant;
    private UUID provider;

    @BeforeEach
    void use() {
        tenant = tenant();
        provider = Directories.use(tenant, directory.provider(Map.of()));
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void whoIsDisabledOrGoneLosesTheSessionsAndNobodyElse() {
        // Given
        List<String> switches = List.of(
                "userAccountControl: 514",
                "accountExpires: 131592384000000000",
                "nsAccountLock: TRUE",
                "pwdAccountLockedTime: 000001010000Z");
        List<String> denied = switches.stream()
                .map(line -> signedIn(name(line), "objectClass: switches"))
                .toList();
        String kept = signedIn(
                "kept",
                "objectClass: switches",
                "userAccountControl: 512",
                "accountExpires: 9223372036854775807",
                "nsAccountLock: FALSE",
                "pwdAccountLockedTime: 20200101000000Z");
        String removed = signedIn("removed");
        String owner = tenant.signIn(tenant.ownerEmail(), PASSWORD).path("refreshToken");
        switches.forEach(line -> directory.set(name(line), name(line), line.substring(line.indexOf(' ') + 1)));
        directory.remove("removed");

        // When
        sweep();

        // Then
        await(() -> reasons().equals("5 DIRECTORY_ENDED"));
        assertThat(denied)
                .allSatisfy(token -> refresh(token, tenant.address()).then().statusCode(401));
        refresh(removed, tenant.address()).then().statusCode(401);
        refresh(kept, tenant.address()).then().statusCode(200);
        refresh(owner, tenant.address()).then().statusCode(200);
        assertThat(query("""
                SELECT count(*) || ' ' || min(new_values ->> 'reason')
                FROM audit_logs
                WHERE tenant_id = ? AND action = 'user.sessions-ended'
                """, tenant.id())).isEqualTo("5 DIRECTORY_ENDED");
    }

    @Test
    void whileTheDirectoryIsAwaySessionsGoOnForAGrace() {
        // Given
        String recent = signedIn("recent");
        String silent = signedIn("silent");
        execute("""
                UPDATE account_identities SET vouched_at = now() - interval '25 hours'
                WHERE tenant_id = ? AND username = 'silent'
                """, tenant.id());
        directory.pause();

        // When
        sweep();

        // Then
        await(() -> reasons().equals("1 DIRECTORY_SILENT"));
        refresh(silent, tenant.address()).then().statusCode(401);
        refresh(recent, tenant.address()).then().statusCode(200);
        assertThat(query("SELECT health FROM auth_providers WHERE id = ?", provider))
                .isEqualTo("OFFLINE");
    }

    @Test
    void whoTheDirectoryStandsByIsGoodForAnotherGrace() {
        // Given
        signedIn("grace");
        execute(
                "UPDATE account_identities SET vouched_at = now() - interval '25 hours' WHERE tenant_id = ? AND provider = 'LDAP'",
                tenant.id());

        // When
        sweep();

        // Then
        await(() -> query(
                        "SELECT vouched_at > now() - interval '1 minute' FROM account_identities WHERE tenant_id = ? AND provider = 'LDAP'",
                        tenant.id())
                .equals("t"));
        assertThat(reasons()).isEmpty();
    }

    @Test
    void manyPeopleAreAskedAboutTogether() {
        // Given
        String token = signedIn("grace");
        execute("""
                WITH added AS (
                    INSERT INTO users (id, tenant_id, account_id, kind, email, first_name, status)
                    SELECT gen_random_uuid(), tenant_id, account_id, kind, 'p' || n || '@' || id || '.example', 'P', status
                    FROM users, generate_series(1, 120) n
                    WHERE tenant_id = ? AND email = 'grace@navy.example'
                    RETURNING id, tenant_id, account_id
                ),
                known AS (
                    INSERT INTO account_identities (id, tenant_id, user_id, account_id, provider, subject, username)
                    SELECT gen_random_uuid(), tenant_id, id, account_id, 'LDAP', gen_random_uuid()::text, id::text
                    FROM added
                )
                INSERT INTO sessions (id, tenant_id, user_id, expires_at, refresh_expires_at)
                SELECT gen_random_uuid(), tenant_id, id, now() + interval '1 day', now() + interval '1 day'
                FROM added
                """, tenant.id());
        int binds = directory.binds().size();

        // When
        sweep();

        // Then
        await(() -> reasons().equals("120 DIRECTORY_ENDED"));
        refresh(token, tenant.address()).then().statusCode(200);
        assertThat(directory.binds()).hasSize(binds + 3);
    }

    private static String name(String line) {
        return line.substring(0, line.indexOf(':'));
    }

    /** Signs somebody in whom the directory and an administrator let in, and answers the refresh token. */
    private String signedIn(String name, String... attributes) {
        String[] all = Arrays.copyOf(attributes, attributes.length + 1);
        all[attributes.length] = "mail: " + name + "@navy.example";
        directory.add(name, all);
        String username = name.toLowerCase(Locale.ROOT);
        Directories.approve(tenant, Directories.pending(tenant, username));
        return tenant.signIn(username, TestDirectory.PASSWORD)
                .then()
                .statusCode(201)
                .extract()
                .path("refreshToken");
    }

    /** As if the time had come. */
    private void sweep() {
        execute("UPDATE auth_providers SET next_sweep_at = now() WHERE id = ?", provider);
    }

    /** How many sessions have ended, and why. */
    private String reasons() {
        return query("""
                SELECT coalesce(string_agg(told, ', '), '')
                FROM (
                    SELECT count(*) || ' ' || revoke_reason AS told
                    FROM sessions
                    WHERE tenant_id = ? AND revoked_at IS NOT NULL
                    GROUP BY revoke_reason
                ) ends
                """, tenant.id());
    }
}
