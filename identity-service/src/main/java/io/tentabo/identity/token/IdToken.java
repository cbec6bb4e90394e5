package io.tentabo.identity.token;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an id token of this issuer says, whether or not it has expired.
 *
 * @param clientId for whom it was issued
 */
public record IdToken(String clientId, UUID tenantId, UUID sessionId, UUID userId) {

    /**
     * What a client learns about a person beside who it is.
     *
     * @param nonce as the client sent it
     * @param authTime when the person signed in, in seconds since 1970
     * @param name null unless the scope profile was granted
     * @param email null unless the scope email was granted
     * @param isEmailVerified whether the person has shown that it reads the mail of that address
     */
    public record Person(
            @Nullable String nonce,
            long authTime,
            @Nullable String name,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String email,
            boolean isEmailVerified) {}
}
