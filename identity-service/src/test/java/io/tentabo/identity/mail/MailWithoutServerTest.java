package io.tentabo.identity.mail;

import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.identity.MailServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@IdentityTest
@TestProfile(MailWithoutServerTest.NoServer.class)
class MailWithoutServerTest {

    /** What a suite on a developer's machine has. */
    public static class NoServer implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tentabo.identity.mails.host", "", "quarkus.mailer.host", "localhost");
        }
    }

    @Test
    void withoutAServerAMailIsMarkedAsNotSentAndNothingElseSuffers() {
        // Given
        Tenant tenant = tenant();

        // When
        tenant.asOwner().post("/identity/v1/me/email-verification").then().statusCode(202);

        // Then
        Instant end = Instant.now().plusSeconds(20);
        while (!query("SELECT status FROM mails WHERE tenant_id = ?", tenant.id())
                .equals("NOT_SENT")) {
            assertThat(Instant.now()).isBefore(end);
            MailServer.pause(Duration.ofMillis(100));
        }
        assertThat(query("SELECT count(*) FROM one_time_tokens WHERE tenant_id = ?", tenant.id()))
                .isEqualTo("0");
    }
}
