package io.tentabo.kit.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Turns a verified access token into a {@link Caller} and answers permission checks from its claims. */
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
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder(identity)
                        .addAttribute(CALLER, caller)
                        .addPermissionChecker(permission -> Uni.createFrom().item(caller.may(permission.getName())))
                        .build());
    }
}
