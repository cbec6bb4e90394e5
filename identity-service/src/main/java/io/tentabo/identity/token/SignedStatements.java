package io.tentabo.identity.token;

import jakarta.inject.Singleton;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Signs what the suite states, as a JSON Web Signature. A statement outlives the publication of the key that signed it,
 * so its header carries the public key, whose thumbprint is the key id.
 */
@Singleton
public class SignedStatements {

    private final SigningKeys keys;

    SignedStatements(SigningKeys keys) {
        this.keys = keys;
    }

    /**
     * The compact form.
     *
     * @param type media type without {@code application/}; not that of any token
     * @param payload JSON
     */
    public String sign(String type, String payload) {
        SigningKey key = keys.current();
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmHeaderValue(SigningKey.ALGORITHM);
            signature.setKeyIdHeaderValue(key.kid());
            signature.setHeader("typ", type);
            signature.setJwkHeader(PublicJsonWebKey.Factory.newPublicJwk(key.publicJwk()));
            signature.setPayload(payload);
            signature.setKey(key.privateKey());
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("A statement cannot be signed", e);
        }
    }
}
