package io.tentabo.identity.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * One of the issuer's keys.
 *
 * @param kid its RFC 7638 thumbprint
 * @param publicJwk as it is published, JSON
 * @param currentSince when it began to sign, null while it is next
 * @param notAfter until when it is published once it is retired
 */
record SigningKey(
        String kid,
        Status status,
        PrivateKey privateKey,
        PublicKey publicKey,
        String publicJwk,
        Instant createdAt,
        @Nullable Instant currentSince,
        @Nullable Instant notAfter) {

    static final String ALGORITHM = AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256;

    /** A key is published as NEXT, signs as CURRENT, and stays published as RETIRED until its tokens have expired. */
    enum Status {
        NEXT,
        CURRENT,
        RETIRED
    }

    static SigningKey generate(Status status, Instant now) {
        try {
            EllipticCurveJsonWebKey jwk = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            jwk.setKeyId(jwk.calculateBase64urlEncodedThumbprint("SHA-256"));
            jwk.setUse(Use.SIGNATURE);
            jwk.setAlgorithm(ALGORITHM);
            return new SigningKey(
                    jwk.getKeyId(),
                    status,
                    jwk.getPrivateKey(),
                    jwk.getPublicKey(),
                    jwk.toJson(OutputControlLevel.PUBLIC_ONLY),
                    now,
                    status == Status.NEXT ? null : now,
                    null);
        } catch (JoseException e) {
            throw new IllegalStateException("A P-256 key cannot be made", e);
        }
    }

    static PrivateKey privateKey(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored signing key cannot be read", e);
        }
    }

    static PublicKey publicKey(String jwk) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(jwk).getPublicKey();
        } catch (JoseException e) {
            throw new IllegalStateException("A stored public key cannot be read", e);
        }
    }
}
