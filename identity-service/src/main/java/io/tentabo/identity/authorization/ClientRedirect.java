package io.tentabo.identity.authorization;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Sends the user back to a client, at an address that is registered for it. */
final class ClientRedirect {

    private final StringBuilder location;
    private char separator;

    private ClientRedirect(String redirectUri) {
        location = new StringBuilder(redirectUri);
        separator = redirectUri.indexOf('?') < 0 ? '?' : '&';
    }

    static ClientRedirect to(String redirectUri) {
        return new ClientRedirect(redirectUri);
    }

    ClientRedirect with(String name, @Nullable String value) {
        if (value != null) {
            location.append(separator)
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            separator = '&';
        }
        return this;
    }

    /** 303: whatever the method was, the client is asked with GET, so that no password is sent on. */
    Response response() {
        return Response.status(Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, location.toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
