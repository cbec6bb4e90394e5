package io.tentabo.identity.onetime;

import io.tentabo.kit.security.ActorType;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.security.RowScope;
import java.util.Set;
import java.util.UUID;

/** Whom a token that is still good was made for. */
public record TokenHolder(
        OneTimeToken token, TokenPurpose purpose, UUID userId, String email, String tenantSlug, String tenantName) {

    /** The user itself: whoever has the token reads its mail. It may do nothing but what the token is for. */
    Caller caller(RequestOrigin origin) {
        return new Caller(
                token.tenantId(),
                userId,
                ActorType.USER,
                RowScope.TENANT,
                Set.of(),
                Set.of(),
                null,
                null,
                null,
                origin);
    }
}
