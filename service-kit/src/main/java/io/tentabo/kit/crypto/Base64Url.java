package io.tentabo.kit.crypto;

import java.util.Base64;

/** Bytes as text that needs no escaping in an address, a header or a form: base64url without padding. */
public final class Base64Url {

    private Base64Url() {}

    /** By RFC 4648, section 5. */
    public static String of(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
