package io.tentabo.identity.authorization;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.client.Scopes;
import io.tentabo.identity.page.HiddenField;
import io.tentabo.identity.page.HtmlPages;
import io.tentabo.identity.page.PageForms;
import io.tentabo.identity.token.TokenGrant;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the pages on which users sign in for clients, and what they are told instead. */
@Singleton
class Pages {

    private final PageForms forms;
    private final HtmlPages html;
    private final boolean sendsMail;

    Pages(PageForms forms, HtmlPages html, IdentityConfig config) {
        this.forms = forms;
        this.html = html;
        this.sendsMail = config.mails().host().isPresent();
    }

    /**
     * The page to sign in on.
     *
     * @param username to fill in
     * @param mistake what was wrong with the last attempt, null for the first
     * @param provider where people of the tenant may sign in instead, null where nowhere
     */
    Uni<ResponseBuilder> signIn(
            int status,
            AuthorizationRequest request,
            HttpHeaders headers,
            String username,
            @Nullable String mistake,
            @Nullable String provider) {
        String secret = forms.secret(headers);
        List<HiddenField> fields = new ArrayList<>();
        request.parameters().forEach((name, value) -> fields.add(new HiddenField(name, value)));
        fields.add(new HiddenField(PageForms.TOKEN, forms.token(secret)));
        return html.page(
                        status,
                        HtmlPages.THIS_SERVICE + " " + source(request.redirectUri()),
                        nonce -> new SignInPage(
                                nonce,
                                request.client().displayName(),
                                request.scopes().stream().map(Pages::purpose).toList(),
                                fields,
                                username,
                                mistake,
                                provider,
                                sendsMail ? request.client().tenantSlug() : null))
                .map(response -> response.cookie(forms.cookie(secret)));
    }

    /** A page that leads on to where a user signs in. */
    Uni<ResponseBuilder> leadOn(URI address) {
        return html.page(200, HtmlPages.NOWHERE, nonce -> new ContinuePage(nonce, address.toString()));
    }

    Uni<ResponseBuilder> message(int status, String title, String message) {
        return html.message(status, title, message);
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
}
