package io.tentabo.identity.openid;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.tentabo.kit.crypto.MasterKeys;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The nonce and the code verifier of a sign-in. Both are computed from its state with a key of the service's, so neither
 * is stored, and neither the provider nor the browser can tell one from the other.
 */
@Singleton
class SignInSecrets {

    private static final String MAC = "HmacSHA256";

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
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(state.bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no " + MAC, e);
        }
    }
}
