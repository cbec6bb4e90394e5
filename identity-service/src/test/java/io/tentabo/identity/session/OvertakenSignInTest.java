package io.tentabo.identity.session;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.identity.LockedUser;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sign-ins that were on their way when what they rest on was taken away. */
@IdentityTest
class OvertakenSignInTest {

    private static final String USER = "grace@x.example";
    private static final String OLD = CheapHash.of(PASSWORD);

    private Tenant tenant;
    private UUID user;

    @BeforeEach
    void create() {
        tenant = tenant();
        user = tenant.user(USER, Map.of());
        execute("UPDATE account_identities SET password_hash = ? WHERE user_id = ?", OLD, user);
    }

    @Test
    void aPasswordThatWasChangedWhileItWasVerifiedIsWorthNothingAndDoesNotComeBack() throws Exception {
        // Given
        CompletableFuture<Response> signIn;

        // When
        try (LockedUser locked = new LockedUser(user)) {
            signIn = locked.begin(() -> tenant.signIn(USER, PASSWORD));
            locked.execute("UPDATE account_identities SET password_hash = 'another' WHERE user_id = ?");
            locked.commit();
        }

        // Then
        signIn.join().then().statusCode(401).body("code", equalTo("session.invalid-credentials"));
        assertThat(query("SELECT password_hash FROM account_identities WHERE user_id = ?", user))
                .isEqualTo("another");
        assertThat(query("SELECT count(*) FROM sessions WHERE user_id = ?", user))
                .isEqualTo("0");
        assertThat(query(
                        "SELECT new_values ->> 'reason' FROM audit_logs WHERE action = 'session.refused' AND entity_id = ?",
                        user))
                .isEqualTo("CHANGED_MEANWHILE");
    }

    @Test
    void whoWasDisabledMeanwhileGetsNoSession() throws Exception {
        // Given
        CompletableFuture<Response> signIn;

        // When
        try (LockedUser locked = new LockedUser(user)) {
            signIn = locked.begin(() -> tenant.signIn(USER, PASSWORD));
            locked.execute("UPDATE users SET status = 'INACTIVE' WHERE id = ?");
            locked.commit();
        }

        // Then
        signIn.join().then().statusCode(401);
        assertThat(query("SELECT count(*) FROM sessions WHERE user_id = ?", user))
                .isEqualTo("0");
    }

    @Test
    void whatIsDoneToAUserBesideTheSignInDoesNotRefuseIt() throws Exception {
        // Given
        CompletableFuture<Response> signIn;

        // When
        try (LockedUser locked = new LockedUser(user)) {
            signIn = locked.begin(() -> tenant.signIn(USER, PASSWORD));
            locked.execute("UPDATE users SET first_name = 'Grace Brewster' WHERE id = ?");
            locked.commit();
        }

        // Then
        signIn.join().then().statusCode(201);
    }
}
