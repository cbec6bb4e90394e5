package io.tentabo.identity.token;

import static io.restassured.RestAssured.given;
import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.test.Sealed;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@IdentityTest
class KeyRotationTest {

    @Inject
    SigningKeys keys;

    @Inject
    SigningKeyRows rows;

    @Inject
    CallerContext callers;

    @Test
    void aRotationFailsNoRequestAndIsKnownBeforehand() {
        // Given
        Tenant tenant = tenant();
        String before = keys.current().kid();
        List<String> published = given().get("/identity/oauth2/jwks").jsonPath().getList("keys.kid");
        execute("UPDATE signing_keys SET created_at = now() - interval '2 hours'");
        execute("UPDATE signing_keys SET current_since = now() - interval '31 days' WHERE status = 'CURRENT'");

        // When
        List<CompletableFuture<Void>> replicas = List.of(refreshed(), refreshed(), refreshed());
        replicas.forEach(CompletableFuture::join);

        // Then
        String after = keys.current().kid();
        assertThat(after).isNotEqualTo(before).isIn(published);
        assertThat(given().get("/identity/oauth2/jwks").jsonPath().<String>getList("keys.kid"))
                .contains(before, after)
                .hasSize(published.size() + 1);
        tenant.asOwner().get("/identity/v1/me").then().statusCode(200);
        String fresh = tenant.signIn(tenant.ownerEmail(), PASSWORD).path("accessToken");
        tenant.as(fresh).get("/identity/v1/me").then().statusCode(200);
    }

    @Test
    void aPrivateKeyIsStoredOnlyWrapped() {
        // Given
        byte[] plain = keys.current().privateKey().getEncoded();

        // When
        String stored = query("SELECT encode(private_key, 'hex') FROM signing_keys WHERE status = 'CURRENT'");

        // Then
        assertThat(stored).doesNotContain(java.util.HexFormat.of().formatHex(plain, 30, 60));
    }

    @Test
    void aKeyUnderARetiredMasterKeyMovesToTheCurrentOne() throws GeneralSecurityException {
        // Given
        Tenant tenant = tenant();
        SigningKey current = keys.current();
        byte[] underRetired = Sealed.seal(
                Sealed.masterKey(Sealed.RETIRED_MASTER_KEY),
                current.privateKey().getEncoded(),
                "tentabo:wrapped:signing key " + current.kid());
        execute(
                "UPDATE signing_keys SET master_key_id = ?, private_key = ? WHERE kid = ?",
                Sealed.RETIRED_MASTER_KEY,
                underRetired,
                current.kid());

        // When
        int moved = callers.inBackground(Caller.NOBODY, rows::rewrap).await().atMost(Duration.ofSeconds(10));

        // Then
        assertThat(moved).isEqualTo(1);
        assertThat(query("SELECT count(*) FROM signing_keys WHERE master_key_id = ?", Sealed.RETIRED_MASTER_KEY))
                .isEqualTo("0");
        refreshed().join();
        tenant.as(tenant.signIn(tenant.ownerEmail(), PASSWORD).path("accessToken"))
                .get("/identity/v1/me")
                .then()
                .statusCode(200);
    }

    private CompletableFuture<Void> refreshed() {
        return keys.refresh().ifNoItem().after(Duration.ofSeconds(10)).fail().subscribeAsCompletionStage();
    }
}
