package io.tentabo.identity.oauth;

import io.quarkus.security.Authenticated;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.client.Scopes;
import io.tentabo.identity.session.LiveToken;
import io.tentabo.identity.session.LiveTokens;
import io.tentabo.identity.token.TokenGrant;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.CallerContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The userinfo endpoint (OpenID Connect Core 1.0, section 5.3). */
@Path("/identity/oauth2/userinfo")
@Tag(name = "OAuth 2.0")
class UserInfoResource {

    private final LiveTokens tokens;
    private final SecurityIdentity identity;

    UserInfoResource(LiveTokens tokens, SecurityIdentity identity) {
        this.tokens = tokens;
        this.identity = identity;
    }

    @GET
    @Authenticated
    @Operation(summary = "Shows the person that an access token is about")
    @APIResponse(responseCode = "200", description = "Who signed in, as far as the scopes say")
    @APIResponse(responseCode = "401", description = "The token is not valid, or its session has ended")
    @APIResponse(responseCode = "403", description = "The token was granted without the scope openid")
    public Uni<RestResponse<UserInfo>> userInfo() {
        UUID tenantId = CallerContext.current().tenantId();
        TokenCredential token = identity.getCredential(TokenCredential.class);
        if (tenantId == null || token == null) {
            throw new UnauthorizedException();
        }
        return tokens.find(tenantId, token.getToken())
                .map(live -> live.map(UserInfoResource::info).orElseThrow(UnauthorizedException::new))
                .map(info -> RestResponse.ResponseBuilder.ok(info)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @POST
    @Authenticated
    @Operation(summary = "Shows the person that an access token is about, for clients that ask by POST")
    @APIResponse(responseCode = "200", description = "Who signed in, as far as the scopes say")
    @APIResponse(responseCode = "401", description = "The token is not valid, or its session has ended")
    @APIResponse(responseCode = "403", description = "The token was granted without the scope openid")
    public Uni<RestResponse<UserInfo>> userInfoByPost() {
        return userInfo();
    }

    private static UserInfo info(LiveToken token) {
        TokenGrant grant = token.grant();
        if (grant == null) {
            return UserInfo.of(token.seat(), true, true);
        }
        if (!grant.scopes().contains(Scopes.OPENID)) {
            throw CommonProblems.FORBIDDEN.with("The token was granted without the scope openid.");
        }
        return UserInfo.of(
                token.seat(),
                grant.scopes().contains(Scopes.PROFILE),
                grant.scopes().contains(Scopes.EMAIL));
    }
}
