package io.tentabo.identity.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.tentabo.identity.provider.ProviderFailure;
import java.math.BigInteger;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Which keys of a provider signatures are checked by. */
class ProviderKeysTest {

    private static final BigInteger USUAL = BigInteger.valueOf(65537);

    @Test
    void thoseOfAnOrdinaryProviderAreRead() {
        assertThat(ProviderKeys.read(published(32, key(4096, USUAL))).size()).isEqualTo(32);
    }

    @Test
    void noProviderMakesItsKeysHoldUpOthers() {
        assertThatThrownBy(() -> ProviderKeys.read(published(33, key(2048, USUAL))))
                .isInstanceOf(ProviderFailure.class);
        assertThatThrownBy(() -> ProviderKeys.read(published(1, key(16384, USUAL))))
                .isInstanceOf(ProviderFailure.class);
        assertThatThrownBy(() -> ProviderKeys.read(published(1, key(3072, BigInteger.ONE.shiftLeft(3000)))))
                .isInstanceOf(ProviderFailure.class);
    }

    @Test
    void whatAreNoKeysIsAFailureOfTheProvider() {
        HTTPResponse answer = new HTTPResponse(200);
        answer.setBody("<html>");

        assertThatThrownBy(() -> ProviderKeys.read(answer)).isInstanceOf(ProviderFailure.class);
        assertThatThrownBy(() -> ProviderKeys.read(new HTTPResponse(500))).isInstanceOf(ProviderFailure.class);
    }

    private static JWK key(int bits, BigInteger exponent) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
        return new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(exponent))
                .keyID("same")
                .build();
    }

    private static HTTPResponse published(int count, JWK key) {
        HTTPResponse answer = new HTTPResponse(200);
        answer.setBody(new JWKSet(Collections.nCopies(count, key)).toString());
        return answer;
    }
}
