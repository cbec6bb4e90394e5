package io.tentabo.test;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.Executors;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;

/**
 * Stands in for the identity service: publishes the key set where services look for it, and exchanges the API keys that
 * tests tell it about.
 */
final class TokenIssuer {

    static final String ISSUER = "http://tentabo.test/identity";
    static final String KEY_ID = "test";

    private static final String PATH = "/identity/oauth2/jwks";

    /** Class loaders differ between this server and the tests that sign tokens; the JVM's properties do not. */
    private static final String PRIVATE_KEY = "tentabo.test.token-key";

    private final HttpServer server;

    private TokenIssuer(HttpServer server) {
        this.server = server;
    }

    static TokenIssuer start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            System.setProperty(
                    PRIVATE_KEY,
                    Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
            return new TokenIssuer(publish((ECPublicKey) keys.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer publish(ECPublicKey key) throws IOException {
        EllipticCurveJsonWebKey published = new EllipticCurveJsonWebKey(key);
        published.setKeyId(KEY_ID);
        published.setUse("sig");
        published.setAlgorithm("ES256");
        byte[] keySet = new JsonWebKeySet(published)
                .toJson(OutputControlLevel.PUBLIC_ONLY)
                .getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
                exchange.sendResponseHeaders(200, keySet.length);
                exchange.getResponseBody().write(keySet);
            }
        });
        ApiKeyDesk desk = new ApiKeyDesk();
        server.createContext(ApiKeyDesk.TOKENS, desk::exchange);
        server.createContext(ApiKeyDesk.USES, desk::count);
        server.createContext(ApiKeyDesk.CONTROL, desk::control);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    /** Where an identity service would be. */
    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The key that signs the tokens of this JVM's tests. */
    static PrivateKey privateKey() {
        String encoded = System.getProperty(PRIVATE_KEY);
        if (encoded == null) {
            throw new IllegalStateException("The test class needs @QuarkusTestResource(TentaboInfrastructure.class)");
        }
        try {
            byte[] key = Base64.getDecoder().decode(encoded);
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
