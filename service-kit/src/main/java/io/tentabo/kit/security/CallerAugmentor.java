package io.tentabo.kit.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Turns a verified access token into a {@link Caller} and answers permission checks from its claims alone.
 *
 * <p>The identity is made anew, not from the one that OIDC has made: that one holds the request that was first to come
 * with the token, whereas this one is remembered and serves all that follow. It also takes the token's scope for
 * permissions.
 */
@ApplicationScoped
class CallerAugmentor implements SecurityIdentityAugmentor {

    /** The identity's attribute that holds its {@link Caller}. */
    static final String CALLER = "tentabo.caller";

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        Caller caller = CallerClaims.read(token);
        QuarkusSecurityIdentity.Builder builder = QuarkusSecurityIdentity.builder()
                .setPrincipal(token)
                .addRoles(identity.getRoles())
                .addCredentials(identity.getCredentials())
                .addAttribute(CALLER, caller)
                .addPermissionChecker(permission -> Uni.createFrom().item(caller.may(permission.getName())));
        identity.getAttributes().forEach((name, value) -> {
            if (!(value instanceof RoutingContext)) {
                builder.addAttribute(name, value);
            }
        });
        return Uni.createFrom().item(builder.build());
    }
}
