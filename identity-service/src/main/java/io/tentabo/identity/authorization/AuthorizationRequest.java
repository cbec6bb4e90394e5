package io.tentabo.identity.authorization;

import io.tentabo.identity.client.GrantType;
import io.tentabo.identity.client.RegisteredClient;
import io.tentabo.identity.page.PageRefusal;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request for an authorization code (OAuth 2.1, section 4.1.1; OpenID Connect Core 1.0, section 3.1.2.1) that keeps all
 * of the rules: of a known client, to one of its addresses, with PKCE by S256.
 *
 * @param state returned to the client as it is
 * @param nonce repeated in the id token
 */
record AuthorizationRequest(
        RegisteredClient client,
        String redirectUri,
        @Nullable String state,
        @Nullable String nonce,
        String codeChallenge,
        List<String> scopes,
        @Nullable String loginHint) {

    static final String CLIENT_ID = "client_id";
    static final String REDIRECT_URI = "redirect_uri";

    private static final int MAX_LENGTH = 2000;

    /** BASE64URL(SHA256(…)) has 43 characters. */
    private static final Pattern S256 = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final List<String> REPEATED = List.of(
            "response_type", "scope", "state", "nonce", "code_challenge", "code_challenge_method", "login_hint");

    /** A parameter that is there once. */
    static Optional<String> single(MultivaluedMap<String, String> parameters, String name) {
        List<String> values = parameters.get(name);
        return values == null || values.size() != 1 || values.getFirst().isEmpty()
                ? Optional.empty()
                : Optional.of(values.getFirst());
    }

    /**
     * Reads the request.
     *
     * @throws PageRefusal when it is not known to whom to answer: the user is told, and sent nowhere
     * @throws AuthorizationRefusal for every other mistake: the client is told
     */
    static AuthorizationRequest of(RegisteredClient client, MultivaluedMap<String, String> parameters) {
        String redirectUri = single(parameters, REDIRECT_URI)
                .filter(client::redirectsTo)
                .orElseThrow(() -> new PageRefusal(
                        400,
                        "The application asks for people to be sent to an address that is not registered for it."));
        String state = single(parameters, "state").orElse(null);
        Rules rules = new Rules(redirectUri, state, parameters);
        rules.require(client.may(GrantType.AUTHORIZATION_CODE), "unauthorized_client", "The client signs nobody in.");
        rules.requireWellFormed();
        rules.require(
                rules.is("response_type", "code"), "unsupported_response_type", "The only response_type is code.");
        rules.require(!parameters.containsKey("request"), "request_not_supported", "Send parameters, not a request.");
        rules.require(
                !parameters.containsKey("request_uri"), "request_uri_not_supported", "Send parameters, not a request.");
        rules.require(
                !parameters.containsKey("response_mode") || rules.is("response_mode", "query"),
                "invalid_request",
                "The only response_mode is query.");
        rules.require(
                rules.is("code_challenge_method", "S256"), "invalid_request", "code_challenge_method must be S256.");
        String challenge = single(parameters, "code_challenge").orElse("");
        rules.require(
                S256.matcher(challenge).matches(), "invalid_request", "code_challenge must be a SHA-256 in base64url.");
        List<String> scopes = scopes(parameters);
        rules.require(
                !scopes.isEmpty() && client.mayAskFor(scopes),
                "invalid_scope",
                "The client asks for a scope that is not registered for it, or for none.");
        rules.require(!rules.is("prompt", "none"), "login_required", "Every authorization takes a sign-in.");
        return new AuthorizationRequest(
                client,
                redirectUri,
                state,
                single(parameters, "nonce").orElse(null),
                challenge,
                scopes,
                single(parameters, "login_hint").orElse(null));
    }

    /** The parameters that make this request again, for the page's form. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put(CLIENT_ID, client.clientId());
        parameters.put(REDIRECT_URI, redirectUri);
        parameters.put("scope", String.join(" ", scopes));
        parameters.put("code_challenge", codeChallenge);
        parameters.put("code_challenge_method", "S256");
        if (state != null) {
            parameters.put("state", state);
        }
        if (nonce != null) {
            parameters.put("nonce", nonce);
        }
        return parameters;
    }

    private static List<String> scopes(MultivaluedMap<String, String> parameters) {
        List<String> scopes = new ArrayList<>();
        single(parameters, "scope").ifPresent(scope -> Stream.of(scope.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .distinct()
                .forEach(scopes::add));
        return scopes;
    }

    /** What is checked once it is known where to answer. */
    private record Rules(String redirectUri, @Nullable String state, MultivaluedMap<String, String> parameters) {

        void require(boolean kept, String error, String description) {
            if (!kept) {
                throw new AuthorizationRefusal(redirectUri, state, error, description);
            }
        }

        void requireWellFormed() {
            for (String name : REPEATED) {
                List<String> values = parameters.getOrDefault(name, List.of());
                require(values.size() <= 1, "invalid_request", name + " is repeated.");
                require(
                        values.isEmpty() || values.getFirst().length() <= MAX_LENGTH,
                        "invalid_request",
                        name + " is too long.");
            }
        }

        boolean is(String name, String value) {
            return single(parameters, name).filter(value::equals).isPresent();
        }
    }
}
