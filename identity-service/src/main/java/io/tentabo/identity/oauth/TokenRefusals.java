package io.tentabo.identity.oauth;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers refusals of the OAuth endpoints, all in the same form. */
public class TokenRefusals {

    @ServerExceptionMapper
    public RestResponse<TokenRefusal.Body> answer(TokenRefusal refusal) {
        RestResponse.ResponseBuilder<TokenRefusal.Body> response = RestResponse.ResponseBuilder.create(
                        refusal.status(), refusal.body())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (refusal.challenge()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"tentabo\"");
        }
        if (refusal.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, refusal.retryAfter());
        }
        return response.build();
    }
}
