package io.tentabo.identity.authorization;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/**
 * An OpenID provider over real HTTP that can be made to lie, which no real one can. It demands what a strict one demands:
 * the client's secret, PKCE, the very redirect address, and each code once.
 */
final class StandInProvider implements AutoCloseable {

    static final String CLIENT = "tentabo";
    static final String SECRET = "the suite's secret: % +";

    /** One for all: making one takes seconds. */
    private static final RSAKey KEY = key();

    private final HttpServer server;
    private final String issuer;
    private final Map<String, Issued> codes = new ConcurrentHashMap<>();
    volatile UnaryOperator<JWTClaimsSet.Builder> lie = UnaryOperator.identity();
    volatile RSAKey signingKey = KEY;
    volatile String announcedIssuer;
    /** Until when it answers nobody. */
    volatile CountDownLatch silence = new CountDownLatch(0);

    private record Issued(AuthenticationRequest request, Map<String, Object> person) {}

    StandInProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        issuer = "http://localhost:" + server.getAddress().getPort() + "/realm";
        announcedIssuer = issuer;
        server.createContext(
                "/realm/.well-known/openid-configuration",
                exchange -> answer(
                        exchange,
                        200,
                        Map.of(
                                "issuer",
                                announcedIssuer,
                                "authorization_endpoint",
                                issuer + "/authorize",
                                "token_endpoint",
                                issuer + "/token",
                                "jwks_uri",
                                issuer + "/keys",
                                "response_types_supported",
                                List.of("code"),
                                "subject_types_supported",
                                List.of("public"),
                                "id_token_signing_alg_values_supported",
                                List.of("RS256"))));
        server.createContext(
                "/realm/keys", exchange -> answer(exchange, 200, new JWKSet(KEY.toPublicJWK()).toJSONObject()));
        server.createContext("/realm/token", this::redeem);
        server.start();
    }

    String issuer() {
        return issuer;
    }

    /** The person signs in where the browser was sent, and is sent back to the address that this answers. */
    String signIn(String address, Map<String, Object> person) {
        try {
            AuthenticationRequest request = AuthenticationRequest.parse(URI.create(address));
            String code = UUID.randomUUID().toString();
            codes.put(code, new Issued(request, person));
            return request.getRedirectionURI() + "?code=" + code + "&state="
                    + encoded(request.getState().getValue());
        } catch (ParseException e) {
            throw new IllegalArgumentException("The suite sent no request of OpenID Connect: " + address, e);
        }
    }

    @Override
    public void close() {
        silence.countDown();
        server.stop(0);
    }

    static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("stand-in").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void redeem(HttpExchange exchange) throws IOException {
        Map<String, List<String>> form =
                URLUtils.parseParameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String basic = encoded(CLIENT) + ":" + encoded(SECRET);
        String expected = "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, Map.of("error", "invalid_client"));
            return;
        }
        Issued issued = codes.remove(form.get("code").getFirst());
        if (issued == null || !isFor(issued.request(), form)) {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        answer(exchange, 200, Map.of("access_token", "opaque", "token_type", "Bearer", "id_token", idToken(issued)));
    }

    private static boolean isFor(AuthenticationRequest request, Map<String, List<String>> form) {
        CodeChallenge made = CodeChallenge.compute(
                CodeChallengeMethod.S256,
                new CodeVerifier(form.get("code_verifier").getFirst()));
        return made.equals(request.getCodeChallenge())
                && request.getRedirectionURI()
                        .toString()
                        .equals(form.get("redirect_uri").getFirst());
    }

    /** An ID token for a program that has signed the person in by itself. */
    String idToken(Map<String, Object> person) {
        return idToken(person, null);
    }

    private String idToken(Issued issued) {
        return idToken(issued.person(), issued.request().getNonce().getValue());
    }

    private String idToken(Map<String, Object> person, String nonce) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .jwtID(UUID.randomUUID().toString())
                .claim("nonce", nonce);
        person.forEach(claims::claim);
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(KEY.getKeyID())
                            .build(),
                    lie.apply(claims).build());
            token.sign(new RSASSASigner(signingKey));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        try {
            silence.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        byte[] bytes = JSONObjectUtils.toJSONString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
