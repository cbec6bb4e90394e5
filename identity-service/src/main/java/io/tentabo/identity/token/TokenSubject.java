package io.tentabo.identity.token;

import io.tentabo.kit.security.RowScope;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom an access token is about.
 *
 * @param id the user, or the operator's client
 * @param tenantId null for a platform operator
 * @param kind ADMIN, INTERNAL, CHANNEL, PORTAL, SERVICE or OPERATOR
 * @param rowScope which of the tenant's rows the token opens
 */
public record TokenSubject(
        UUID id,
        @Nullable UUID tenantId,
        String kind,
        List<String> roles,
        List<String> permissions,
        RowScope rowScope,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId) {

    public TokenSubject {
        roles = List.copyOf(roles);
        permissions = List.copyOf(permissions);
    }
}
