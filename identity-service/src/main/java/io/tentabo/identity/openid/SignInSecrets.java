package io.tentabo.identity.openid;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.tentabo.kit.crypto.Base64Url;
import io.tentabo.kit.crypto.HmacSha256;
import io.tentabo.kit.crypto.MasterKeys;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/**
 * The nonce and the code verifier of a sign-in. Both are computed from its state with a key of the service's, so neither
 * is stored, and neither the provider nor the browser can tell one from the other.
 */
@Singleton
class SignInSecrets {

    /** No purpose holds it, so none runs on into the state. */
    private static final byte[] SEPARATOR = {0};

    private final byte[] key;

    SignInSecrets(MasterKeys masterKeys) {
        key = masterKeys.derive("sign-in at an outside provider");
    }

    Nonce nonce(SignInState state) {
        return new Nonce(derived("nonce", state));
    }

    CodeVerifier verifier(SignInState state) {
        return new CodeVerifier(derived("verifier", state));
    }

    private String derived(String purpose, SignInState state) {
        return Base64Url.of(HmacSha256.of(key, purpose.getBytes(StandardCharsets.US_ASCII), SEPARATOR, state.bytes()));
    }
}
