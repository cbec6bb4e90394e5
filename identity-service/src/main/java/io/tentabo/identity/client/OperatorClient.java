package io.tentabo.identity.client;

import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.token.TokenSubject;
import io.tentabo.kit.security.RowScope;
import io.tentabo.model.permission.Permissions;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The client of the platform's operators. It comes from the configuration; without a secret it does not exist. */
@Singleton
class OperatorClient {

    private static final String KIND = "OPERATOR";
    private static final int MIN_SECRET_LENGTH = 20;
    private static final List<String> ROLES = List.of("platform_operator");

    private final String clientId;
    private final byte[] secretHash;
    private final boolean exists;

    OperatorClient(IdentityConfig config) {
        Optional<String> secret = config.operator().clientSecret().filter(text -> !text.isBlank());
        if (secret.isPresent() && secret.get().length() < MIN_SECRET_LENGTH) {
            throw new IllegalStateException(
                    "The operator's client secret is shorter than " + MIN_SECRET_LENGTH + " characters.");
        }
        clientId = config.operator().clientId();
        secretHash = ClientCredentials.hash(secret.orElse(""));
        exists = secret.isPresent();
    }

    boolean isNamed(String id) {
        return exists && clientId.equals(id);
    }

    /** The operator, if the secret is right. */
    Optional<TokenSubject> authenticate(String secret) {
        if (!exists || !MessageDigest.isEqual(secretHash, ClientCredentials.hash(secret))) {
            return Optional.empty();
        }
        UUID id = UUID.nameUUIDFromBytes(("tentabo:operator:" + clientId).getBytes(StandardCharsets.UTF_8));
        return Optional.of(new TokenSubject(
                id, null, KIND, ROLES, List.of(Permissions.TENANTS_MANAGE), RowScope.NONE, null, null, null));
    }
}
