package io.tentabo.identity.oauth;

import io.tentabo.identity.client.ClientCredentials;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

/** How a client names and proves itself in a form; declared as {@code @BeanParam}. */
public class ClientForm {

    private static final String BASIC = "Basic ";

    @RestForm("client_id")
    @Nullable
    String clientId;

    @RestForm("client_secret")
    @Nullable
    String clientSecret;

    @RestHeader("Authorization")
    @Nullable
    String authorization;

    TokenRefusal unauthenticated() {
        return TokenRefusal.invalidClient(triesBasic());
    }

    private boolean triesBasic() {
        return authorization != null && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length());
    }

    /**
     * The client's credentials, by client_secret_basic or client_secret_post.
     *
     * @throws TokenRefusal when both are used, or Basic is malformed
     */
    Optional<ClientCredentials> credentials() {
        if (triesBasic()) {
            if (clientSecret != null) {
                throw TokenRefusal.invalidRequest("Send the client's credentials once.");
            }
            return Optional.of(basic(String.valueOf(authorization).substring(BASIC.length())));
        }
        return clientId == null || clientSecret == null
                ? Optional.empty()
                : Optional.of(new ClientCredentials(clientId, clientSecret));
    }

    /** Both parts are form-encoded before they are joined (RFC 6749, section 2.3.1). */
    private static ClientCredentials basic(String encoded) {
        try {
            String joined = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
            int colon = joined.indexOf(':');
            if (colon < 0) {
                throw TokenRefusal.invalidClient(true);
            }
            return new ClientCredentials(
                    URLDecoder.decode(joined.substring(0, colon), StandardCharsets.UTF_8),
                    URLDecoder.decode(joined.substring(colon + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw TokenRefusal.invalidClient(true);
        }
    }
}
