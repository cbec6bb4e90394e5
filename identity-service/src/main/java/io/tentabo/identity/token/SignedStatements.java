package io.tentabo.identity.token;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
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
    private final ObjectMapper json;
    private final String issuer;

    SignedStatements(
            SigningKeys keys, ObjectMapper json, @ConfigProperty(name = "tentabo.token.issuer") String issuer) {
        this.keys = keys;
        this.json = json;
        this.issuer = issuer;
    }

    /** A statement that says by whom it is, when it was made, and what tells it from every other. */
    public ObjectNode statement(UUID id, Instant madeAt) {
        return json.createObjectNode()
                .put("iss", issuer)
                .put("iat", madeAt.getEpochSecond())
                .put("jti", id.toString());
    }

    /**
     * The compact form.
     *
     * @param type media type without {@code application/}; not that of any token
     */
    public String sign(String type, ObjectNode statement) {
        SigningKey key = keys.current();
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmHeaderValue(SigningKey.ALGORITHM);
            signature.setKeyIdHeaderValue(key.kid());
            signature.setHeader("typ", type);
            signature.setJwkHeader(PublicJsonWebKey.Factory.newPublicJwk(key.publicJwk()));
            signature.setPayload(statement.toString());
            signature.setKey(key.privateKey());
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("A statement cannot be signed", e);
        }
    }
}
