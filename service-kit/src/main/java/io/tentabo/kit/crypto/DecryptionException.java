package io.tentabo.kit.crypto;

import org.jspecify.annotations.Nullable;

/** An encrypted value cannot be read: altered, copied from elsewhere, or its key is not configured any more. */
public final class DecryptionException extends RuntimeException {

    DecryptionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
