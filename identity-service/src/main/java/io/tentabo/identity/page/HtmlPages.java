package io.tentabo.identity.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.crypto.RandomSecret;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.security.SecureRandom;
import java.util.function.Function;

/** Answers with pages that users see. No script, no frame, nothing from elsewhere; forms go to where the page says. */
@Singleton
public class HtmlPages {

    /** Sources of a page's forms: this service alone, and none. */
    public static final String THIS_SERVICE = "'self'";

    public static final String NOWHERE = "'none'";

    private static final int NONCE_BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    HtmlPages() {}

    /**
     * A page.
     *
     * @param formAction where its forms, and the redirects that answer them, may lead: sources of a content security policy
     * @param page made with the nonce that lets the page's own style pass the policy
     */
    public Uni<ResponseBuilder> page(int status, String formAction, Function<String, TemplateInstance> page) {
        String nonce = RandomSecret.base64Url(random, NONCE_BYTES);
        return page.apply(nonce).createUni().map(text -> Response.status(status)
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

    /** A page that says one thing. */
    public Uni<ResponseBuilder> message(int status, String title, String message) {
        return page(status, NOWHERE, nonce -> new MessagePage(nonce, title, message));
    }
}
