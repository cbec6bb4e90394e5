package io.tentabo.identity.token;

import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.token.SigningKey.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is due with the keys at a moment.
 *
 * @param promote whether NEXT takes over from CURRENT
 * @param createCurrent whether there is none at all, as at the first start
 * @param createNext whether a key has to be published for the next rotation
 * @param expired retired keys whose tokens have all expired
 */
record KeyRotation(boolean promote, boolean createCurrent, boolean createNext, List<String> expired) {

    static KeyRotation due(List<SigningKey> keys, IdentityConfig.Keys config, Instant now) {
        Optional<SigningKey> current = only(keys, Status.CURRENT);
        Optional<SigningKey> next = only(keys, Status.NEXT);
        boolean old = current.map(SigningKey::currentSince)
                .filter(since -> !since.plus(config.rotateAfter()).isAfter(now))
                .isPresent();
        // A verifier that read the key set just before the key appeared must have read it again before the key signs.
        boolean known = next.filter(
                        key -> !key.createdAt().plus(config.publishBefore()).isAfter(now))
                .isPresent();
        boolean promote = known && (old || current.isEmpty());
        return new KeyRotation(
                promote,
                current.isEmpty() && !promote,
                next.isEmpty() || promote,
                keys.stream()
                        .filter(key -> key.notAfter() != null && key.notAfter().isBefore(now))
                        .map(SigningKey::kid)
                        .toList());
    }

    boolean isNothing() {
        return !promote && !createCurrent && !createNext && expired.isEmpty();
    }

    private static Optional<SigningKey> only(List<SigningKey> keys, Status status) {
        return keys.stream().filter(key -> key.status() == status).findFirst();
    }
}
