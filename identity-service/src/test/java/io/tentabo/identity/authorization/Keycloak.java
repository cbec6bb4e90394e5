package io.tentabo.identity.authorization;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.path.json.JsonPath;
import io.tentabo.test.keycloak.KeycloakDistribution;
import io.tentabo.test.keycloak.KeycloakRealm;
import io.tentabo.test.keycloak.KeycloakServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keycloak with the realm of {@code keycloak-realm.json}, and a person who signs in there. */
final class Keycloak implements AutoCloseable {

    static final String DIRECTORY = "tentabo.test.keycloak";
    static final String CLIENT = "tentabo";
    static final String SECRET = "keycloak-client-secret";

    private static final String PASSWORD = "correct horse";
    private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");

    private final KeycloakServer server;

    private Keycloak(KeycloakServer server) {
        this.server = server;
    }

    static Keycloak start() throws IOException, InterruptedException {
        return new Keycloak(KeycloakDistribution.in(Path.of(System.getProperty(DIRECTORY)))
                .orElseThrow()
                .startForDevelopment(KeycloakRealm.of("oxibox", Keycloak.class, "/keycloak-realm.json")));
    }

    String issuer() {
        return server.issuer();
    }

    /** The person fills in Keycloak's form, and is sent back to the address that this answers. */
    String signIn(String address, String username) throws IOException, InterruptedException {
        HttpClient browser = HttpClient.newHttpClient();
        HttpResponse<String> page =
                browser.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new AssertionError("Keycloak shows no form:\n" + page.body());
        }
        // Browsers take secure cookies from localhost, Java's cookie handler does not.
        String cookies = page.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Cookie", cookies)
                        .POST(BodyPublishers.ofString(
                                "username=" + username + "&password=" + URLEncoder.encode(PASSWORD, UTF_8)))
                        .build(),
                BodyHandlers.ofString());
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("Keycloak sends nobody back:\n" + answer.body()));
    }

    /** The ID token of a person whom a program of the same client has signed in by itself. */
    String idToken(String username) throws IOException, InterruptedException {
        String redirect = "http://localhost:9/program";
        String back = signIn(
                issuer()
                        + "/protocol/openid-connect/auth?response_type=code&scope=openid%20email%20profile&state=s&nonce=n"
                        + "&client_id=" + CLIENT + "&redirect_uri=" + URLEncoder.encode(redirect, UTF_8)
                        + "&code_challenge=" + Portal.CHALLENGE + "&code_challenge_method=S256",
                username);
        String form = "grant_type=authorization_code&client_id=" + CLIENT + "&client_secret=" + SECRET
                + "&redirect_uri=" + URLEncoder.encode(redirect, UTF_8)
                + "&code_verifier=" + Portal.VERIFIER
                + "&code=" + back.replaceFirst(".*[?&]code=([^&]*).*", "$1");
        HttpResponse<String> tokens = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString());
        String idToken = JsonPath.from(tokens.body()).getString("id_token");
        if (idToken == null) {
            throw new AssertionError("Keycloak gives no ID token:\n" + tokens.body());
        }
        return idToken;
    }

    @Override
    public void close() {
        server.close();
    }
}
