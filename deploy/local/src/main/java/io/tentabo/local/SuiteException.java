package io.tentabo.local;

import org.jspecify.annotations.Nullable;

/** Why the suite cannot start or go on; the message is one sentence for the person at the terminal. */
public final class SuiteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SuiteException(String sentence) {
        this(sentence, null);
    }

    public SuiteException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
