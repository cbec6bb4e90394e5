package io.tentabo.identity.session;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@IdentityTest
class SessionCleanUpTest {

    @Inject
    SessionCleanUp cleanUp;

    @Test
    void whatHasBeenOverForLongGoesWithItsTokens() {
        // Given
        Tenant tenant = tenant();
        UUID old = session(tenant, 91);
        UUID lately = session(tenant, 89);
        UUID live = session(tenant, -1);

        // When
        cleanUp.deleteOld().await().atMost(Duration.ofSeconds(30));

        // Then
        assertThat(count("sessions", "id", old)).isZero();
        assertThat(count("refresh_tokens", "session_id", old)).isZero();
        assertThat(count("sessions", "id", lately)).isOne();
        assertThat(count("refresh_tokens", "session_id", live)).isOne();
    }

    private static UUID session(Tenant tenant, int daysOver) {
        String token = tenant.signIn(tenant.ownerEmail(), PASSWORD).path("refreshToken");
        UUID session = RefreshToken.parse(token).orElseThrow().sessionId();
        execute("UPDATE sessions SET expires_at = now() - ? * interval '1 day' WHERE id = ?", daysOver, session);
        return session;
    }

    private static int count(String table, String column, UUID session) {
        return Integer.parseInt(query("SELECT count(*) FROM " + table + " WHERE " + column + " = ?", session));
    }
}
