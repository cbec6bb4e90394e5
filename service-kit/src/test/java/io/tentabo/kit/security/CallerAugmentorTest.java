package io.tentabo.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.security.StringPermission;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CallerAugmentorTest {

    private static final Instant LATER = Instant.now().plusSeconds(300);

    @Test
    void anIdentityBelongsToNoRequest() {
        // Given
        Object request = Proxy.newProxyInstance(
                RoutingContext.class.getClassLoader(),
                new Class<?>[] {RoutingContext.class},
                (proxy, method, args) -> "toString".equals(method.getName()) ? "a request" : null);
        SecurityIdentity verified = Identities.verified(LATER)
                .addAttribute(RoutingContext.class.getName(), request)
                .addAttribute("tenant-id", "Default")
                .addRole("seller")
                .build();

        // When
        SecurityIdentity identity = augmented(verified);

        // Then
        assertThat(identity.getAttributes()).containsOnlyKeys("tenant-id", CallerAugmentor.CALLER);
        assertThat(identity.getPrincipal()).isSameAs(verified.getPrincipal());
        assertThat(identity.getRoles()).containsExactly("seller");
        assertThat(identity.getCredential(TokenCredential.class).getToken()).isEqualTo("token");
    }

    @Test
    void whatATokenMayIsNotAskedOfTheIdentityThatOidcMade() {
        // Given
        SecurityIdentity verified = Identities.verified(LATER, "leads.read")
                .addPermissionsAsString(Set.of("users.manage"))
                .build();

        // When
        SecurityIdentity identity = augmented(verified);

        // Then
        assertThat(may(identity, "leads.read")).isTrue();
        assertThat(may(identity, "users.manage")).isFalse();
    }

    private static SecurityIdentity augmented(SecurityIdentity verified) {
        return new CallerAugmentor()
                .augment(verified, new NothingBlocks())
                .await()
                .indefinitely();
    }

    private static boolean may(SecurityIdentity identity, String permission) {
        return identity.checkPermission(new StringPermission(permission))
                .await()
                .indefinitely();
    }

    private static final class NothingBlocks implements AuthenticationRequestContext {

        @Override
        public Uni<SecurityIdentity> runBlocking(Supplier<SecurityIdentity> work) {
            throw new AssertionError("The claims are at hand, nothing is waited for");
        }
    }
}
