package io.tentabo.identity.page;

import io.tentabo.kit.crypto.Base64Url;
import io.tentabo.kit.crypto.HmacSha256;
import io.tentabo.kit.crypto.MasterKeys;
import io.tentabo.kit.crypto.RandomSecret;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Tells a form that was sent from this service's page from one that another site made the browser send: the browser holds
 * a random cookie, which other sites cannot make it send with a form, and the form a token that only this service can make
 * of that cookie.
 */
@Singleton
public class PageForms {

    /** The form's field. */
    public static final String TOKEN = "form_token";

    private static final int SECRET_BYTES = 32;
    private static final int LIFE_SECONDS = 30 * 60;
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final byte[] key;
    private final boolean secure;
    private final String cookieName;
    private final SecureRandom random = new SecureRandom();

    PageForms(MasterKeys masterKeys, @ConfigProperty(name = "tentabo.token.issuer") String issuer) {
        key = masterKeys.derive("sign-in form");
        secure = issuer.startsWith("https:");
        // The prefix keeps other hosts of the same domain from setting the cookie; browsers demand https for it.
        cookieName = secure ? "__Host-tentabo-sign-in" : "tentabo-sign-in";
    }

    /** The browser's secret, or a new one for a browser that has none. */
    public String secret(HttpHeaders headers) {
        String held = held(headers);
        if (held != null) {
            return held;
        }
        return RandomSecret.base64Url(random, SECRET_BYTES);
    }

    public NewCookie cookie(String secret) {
        return new NewCookie.Builder(cookieName)
                .value(secret)
                .path("/")
                .maxAge(LIFE_SECONDS)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    /** What the form carries. */
    public String token(String secret) {
        return Base64Url.of(HmacSha256.of(key, secret.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * Lets only forms pass that are from a page which was shown to this browser.
     *
     * @param presented what the form carries
     * @param advice how to get a page that is
     * @throws PageRefusal 403
     */
    public void requireGenuine(HttpHeaders headers, String presented, String advice) {
        if (!isGenuine(headers, presented)) {
            throw new PageRefusal(403, "This page was open for too long. " + advice);
        }
    }

    private boolean isGenuine(HttpHeaders headers, String presented) {
        String held = held(headers);
        return held != null
                && MessageDigest.isEqual(
                        token(held).getBytes(StandardCharsets.US_ASCII), presented.getBytes(StandardCharsets.UTF_8));
    }

    /** The browser's secret, null for one that has none. */
    public @Nullable String held(HttpHeaders headers) {
        Cookie cookie = headers.getCookies().get(cookieName);
        return cookie != null && SECRET.matcher(cookie.getValue()).matches() ? cookie.getValue() : null;
    }
}
