package io.tentabo.identity.openid;

import io.tentabo.identity.provider.ExternalPerson;
import java.time.Instant;

/**
 * A genuine ID token that a client has brought.
 *
 * @param person whom it vouches for
 * @param digest of what is signed: the same however signature and encoding are varied
 * @param latest until when it is young enough to be brought
 */
public record PresentedIdToken(ExternalPerson person, byte[] digest, Instant latest) {

    @Override
    public String toString() {
        return "PresentedIdToken[…]";
    }
}
