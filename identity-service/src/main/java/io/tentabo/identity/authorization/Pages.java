package io.tentabo.identity.authorization;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.client.Scopes;
import io.tentabo.identity.token.TokenGrant;
import io.tentabo.kit.crypto.RandomSecret;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the pages that users see. No script, no frame, nothing from elsewhere; forms go to this service alone. */
@Singleton
class Pages {

    private static final int NONCE_BYTES = 16;

    private final SignInForms forms;
    private final SecureRandom random = new SecureRandom();

    Pages(SignInForms forms) {
        this.forms = forms;
    }

    /**
     * The page to sign in on.
     *
     * @param username to fill in
     * @param mistake what was wrong with the last attempt, null for the first
     */
    Uni<ResponseBuilder> signIn(
            int status, AuthorizationRequest request, HttpHeaders headers, String username, @Nullable String mistake) {
        String secret = forms.secret(headers);
        List<HiddenField> fields = new ArrayList<>();
        request.parameters().forEach((name, value) -> fields.add(new HiddenField(name, value)));
        fields.add(new HiddenField(SignInForms.TOKEN, forms.token(secret)));
        String nonce = nonce();
        TemplateInstance page = new SignInPage(
                nonce,
                request.client().displayName(),
                request.scopes().stream().map(Pages::purpose).toList(),
                fields,
                username,
                mistake);
        return html(status, page, nonce, "'self' " + source(request.redirectUri()))
                .map(response -> response.cookie(forms.cookie(secret)));
    }

    Uni<ResponseBuilder> message(int status, String title, String message) {
        String nonce = nonce();
        return html(status, new MessagePage(nonce, title, message), nonce, "'none'");
    }

    private static Uni<ResponseBuilder> html(int status, TemplateInstance page, String nonce, String formAction) {
        return page.createUni().map(text -> Response.status(status)
                .entity(text)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'nonce-" + nonce + "'; form-action " + formAction
                                + "; base-uri 'none'; frame-ancestors 'none'")
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer"));
    }

    /** Browsers apply form-action to the redirect that answers a form, too: back to the client. */
    private static String source(String redirectUri) {
        URI uri = URI.create(redirectUri);
        // A policy cannot name an IPv6 address.
        return uri.getRawAuthority().startsWith("[") ? "http:" : uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static String purpose(String scope) {
        return switch (scope) {
            case Scopes.OPENID -> "know which account of yours this is";
            case Scopes.PROFILE -> "see your name";
            case Scopes.EMAIL -> "see your e-mail address";
            case TokenGrant.EVERYTHING -> "do everything that you may do";
            default -> "use your permission “" + scope + "”";
        };
    }

    private String nonce() {
        return RandomSecret.base64Url(random, NONCE_BYTES);
    }
}
