package io.tentabo.identity.audit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import io.tentabo.identity.Identity;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.identity.audit.OtherServices.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@IdentityTest
class SuiteVerificationTest {

    OtherServices others;

    private Tenant tenant;

    @BeforeEach
    void begin() {
        others.reset();
        tenant = Identity.tenant();
    }

    @AfterEach
    void end() {
        others.reset();
    }

    @Test
    void allChainsAreVerifiedAndAddedUp() {
        verify("")
                .statusCode(200)
                .body("verdict", equalTo("INTACT"))
                .body("intact", equalTo(true))
                .body("broken", nullValue())
                .body("verified", greaterThanOrEqualTo(30))
                .body("erased", equalTo(3))
                .body("services.service", contains("billing", "crm", "identity", "sync"))
                .body("services.verdict", contains("INTACT", "INTACT", "INTACT", "INTACT"))
                .body("services[0].result.verified", equalTo(10));
    }

    @Test
    void oneBrokenChainBreaksTheWhole() {
        // Given
        others.behave("crm", Behaviour.BROKEN);
        others.behave("sync", Behaviour.DOWN);

        // Then
        verify("")
                .statusCode(200)
                .body("verdict", equalTo("BROKEN"))
                .body("intact", equalTo(false))
                .body("broken.seq", equalTo(11))
                .body("broken.reason", equalTo("REMOVED"))
                .body("services.verdict", contains("INTACT", "BROKEN", "INTACT", "UNKNOWN"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"DOWN", "SILENT", "BAD_GATEWAY"})
    void aServiceThatCannotBeAskedLeavesTheVerdictOpen(Behaviour behaviour) {
        // Given
        others.behave("billing", behaviour);

        // Then
        verify("")
                .statusCode(200)
                .body("verdict", equalTo("UNKNOWN"))
                .body("intact", equalTo(false))
                .body("broken", nullValue())
                .body("services[0].verdict", equalTo("UNKNOWN"))
                .body("services[0].result", nullValue())
                .body("services[1].verdict", equalTo("INTACT"));
        verify("?service=identity&service=crm")
                .body("verdict", equalTo("INTACT"))
                .body("services.service", contains("crm", "identity"));
    }

    @Test
    void aRefusalIsNoVerdict() {
        // Given
        others.behave("crm", Behaviour.EXPIRED);

        // Then
        verify("").statusCode(401);
    }

    private ValidatableResponse verify(String query) {
        return tenant.asOwner().post("/identity/v1/audit/verification" + query).then();
    }
}
