package io.tentabo.kit.crypto;

import javax.crypto.SecretKey;

/** An unwrapped data key of a tenant. */
record DataKey(int version, SecretKey secret) {

    @Override
    public String toString() {
        return "DataKey[version=" + version + "]";
    }
}
