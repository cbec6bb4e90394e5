package io.tentabo.identity.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tentabo.identity.seat.Seat;
import org.jspecify.annotations.Nullable;

/**
 * Standard claims about a person (OpenID Connect Core 1.0, section 5.1).
 *
 * @param sub the user's id
 */
record UserInfo(
        String sub,
        @JsonProperty("tenant_id") String tenantId,
        @Nullable String name,
        @JsonProperty("given_name") @Nullable String givenName,
        @JsonProperty("family_name") @Nullable String familyName,
        @Nullable String email,
        @JsonProperty("email_verified") @Nullable Boolean emailVerified) {

    static UserInfo of(Seat seat, boolean withProfile, boolean withEmail) {
        return new UserInfo(
                seat.id().toString(),
                seat.tenantId().toString(),
                withProfile ? seat.fullName() : null,
                withProfile ? seat.firstName() : null,
                withProfile ? seat.lastName() : null,
                withEmail ? seat.email() : null,
                (withEmail && seat.email() != null) ? seat.isEmailVerified() : null);
    }
}
