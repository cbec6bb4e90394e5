package io.tentabo.test;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.tentabo.kit.security.CallerClaims;
import io.tentabo.kit.security.RowScope;
import io.tentabo.model.permission.SystemRole;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Mints access tokens as the identity service would, for the services under test.
 *
 * <p>A token needs nothing but tenant and user: {@code TestTokens.user(tenant, user).roles("manager").token()}. System
 * roles bring their permissions; the row scope follows from the user as the issuer computes it, unless it is given.
 */
public final class TestTokens {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final InstantSource CLOCK = InstantSource.system();

    private final @Nullable UUID tenantId;
    private final UUID userId;
    private final Set<String> roles = new TreeSet<>();
    private final Set<String> permissions = new TreeSet<>();
    private String kind = "INTERNAL";
    private @Nullable UUID partnerId;
    private @Nullable UUID distributorId;
    private @Nullable UUID customerId;
    private @Nullable RowScope scope;
    private Instant issuedAt = CLOCK.instant();

    private TestTokens(@Nullable UUID tenantId, UUID userId) {
        this.tenantId = tenantId;
        this.userId = userId;
    }

    /** A user's seat in a tenant, so far without any permission. */
    public static TestTokens user(UUID tenantId, UUID userId) {
        return new TestTokens(tenantId, userId);
    }

    /** A random user of a tenant, so far without any permission. */
    public static TestTokens user(UUID tenantId) {
        return user(tenantId, UUID.randomUUID());
    }

    /** A random user of a tenant with this role alone, and with the kind and the row scope of those it is meant for. */
    public static TestTokens holderOf(SystemRole role, UUID tenantId) {
        TestTokens holder = user(tenantId).roles(role);
        return switch (role) {
            case OWNER, ADMIN, RESTRICTED_ADMIN, MANAGER, MEMBER, VIEWER, FULFILLER -> holder;
            case DISTRIBUTOR -> holder.distributor(UUID.randomUUID());
            case PARTNER -> holder.partner(UUID.randomUUID());
            case PORTAL_ADMIN, PORTAL_USER -> holder.customer(UUID.randomUUID());
        };
    }

    /** A platform operator: no tenant, so no tenant's rows. */
    public static TestTokens operator() {
        TestTokens operator = new TestTokens(null, UUID.randomUUID());
        operator.kind = "OPERATOR";
        operator.scope = RowScope.NONE;
        return operator;
    }

    /** Every permission in the tenant and all of its rows. */
    public TestTokens owner() {
        scope = RowScope.TENANT;
        return roles(SystemRole.OWNER.roleName());
    }

    /** Adds roles; those that every tenant has bring their permissions with them. */
    public TestTokens roles(String... names) {
        for (String name : names) {
            roles.add(name);
            SystemRole.named(name).ifPresent(role -> permissions.addAll(role.permissions()));
        }
        return this;
    }

    /** Adds roles with their permissions. */
    public TestTokens roles(SystemRole... systemRoles) {
        return roles(Arrays.stream(systemRoles).map(SystemRole::roleName).toArray(String[]::new));
    }

    /** Adds permissions to those of the roles. */
    public TestTokens permissions(String... names) {
        permissions.addAll(Arrays.asList(names));
        return this;
    }

    /** A user of a partner. */
    public TestTokens partner(UUID id) {
        partnerId = id;
        kind = "CHANNEL";
        return this;
    }

    /** A user of a distributor. */
    public TestTokens distributor(UUID id) {
        distributorId = id;
        kind = "CHANNEL";
        return this;
    }

    /** A portal user of a customer. */
    public TestTokens customer(UUID id) {
        customerId = id;
        kind = "PORTAL";
        return this;
    }

    /** The user's kind as the claim has it: ADMIN, INTERNAL, CHANNEL, PORTAL, SERVICE or OPERATOR. */
    public TestTokens kind(String name) {
        kind = name;
        return this;
    }

    /** The row scope, where the one that follows from the user is not meant. */
    public TestTokens scope(RowScope rowScope) {
        scope = rowScope;
        return this;
    }

    /** Issued some time ago instead of now; a token lives five minutes. */
    public TestTokens issued(Duration ago) {
        issuedAt = CLOCK.instant().minus(ago);
        return this;
    }

    /** The signed token, to be sent as {@code Authorization: Bearer}. */
    public String token() {
        JwtClaimsBuilder claims = Jwt.issuer(TokenIssuer.ISSUER)
                .audience("tentabo")
                .subject(userId.toString())
                .issuedAt(issuedAt)
                .expiresAt(issuedAt.plus(LIFETIME))
                .claim("jti", UUID.randomUUID().toString())
                .claim(CallerClaims.SESSION_ID, UUID.randomUUID().toString())
                .claim(CallerClaims.KIND, kind)
                .claim(CallerClaims.ROLES, roles)
                .claim(CallerClaims.PERMISSIONS, permissions)
                .claim(CallerClaims.ROW_SCOPE, rowScope().name());
        claim(claims, CallerClaims.TENANT_ID, tenantId);
        claim(claims, CallerClaims.PARTNER_ID, partnerId);
        claim(claims, CallerClaims.DISTRIBUTOR_ID, distributorId);
        claim(claims, CallerClaims.CUSTOMER_ID, customerId);
        return claims.jws()
                .algorithm(SignatureAlgorithm.ES256)
                .keyId(TokenIssuer.KEY_ID)
                .sign(TokenIssuer.privateKey());
    }

    private static void claim(JwtClaimsBuilder claims, String name, @Nullable UUID id) {
        if (id != null) {
            claims.claim(name, id.toString());
        }
    }

    private RowScope rowScope() {
        if (scope != null) {
            return scope;
        }
        if (partnerId != null) {
            return RowScope.PARTNER;
        }
        if (distributorId != null) {
            return RowScope.DISTRIBUTOR;
        }
        if (customerId != null) {
            return RowScope.CUSTOMER;
        }
        return roles.equals(Set.of(SystemRole.MEMBER.roleName())) ? RowScope.ASSIGNED : RowScope.TENANT;
    }
}
