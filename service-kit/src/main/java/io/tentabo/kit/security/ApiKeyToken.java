package io.tentabo.kit.security;

import java.time.Duration;
import java.util.UUID;

/**
 * What an API key was exchanged for.
 *
 * @param keyId the key's id, which is no secret
 * @param accessToken an access token of the suite, for the key's user and as far as the key's scopes go
 * @param validFor how long the key and the token are good at most, unless the key is revoked before
 */
public record ApiKeyToken(UUID keyId, String accessToken, Duration validFor) {

    @Override
    public String toString() {
        return "ApiKeyToken[" + keyId + "]";
    }
}
