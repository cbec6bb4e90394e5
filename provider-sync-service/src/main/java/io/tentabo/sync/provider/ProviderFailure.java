package io.tentabo.sync.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A provider did not do what it was asked. The message is fit for people and quotes no credentials. */
public final class ProviderFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the failure means for what comes next. */
    public enum Kind {
        /** The credentials are not accepted: nothing works until somebody changes them. */
        UNAUTHORIZED,
        /** The record does not exist there. */
        NOT_FOUND,
        /** The provider understood and refuses: repeating is pointless. */
        REJECTED,
        /** A limit was reached and stayed so: the connection pauses. */
        THROTTLED,
        /** The provider's edge blocks us: any further request makes it worse. */
        BLOCKED,
        /** No answer, or one that makes no sense: it may or may not have been done. */
        UNAVAILABLE,
        /** The address is none that may be called. */
        FORBIDDEN_ADDRESS
    }

    private final Kind kind;
    private final transient @Nullable Duration pause;

    public ProviderFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    /** A failure after which the connection must stay silent for as long as the provider says. */
    public ProviderFailure(Kind kind, String message, @Nullable Duration pause) {
        super(message, null, false, false);
        this.kind = kind;
        this.pause = pause;
    }

    public Kind kind() {
        return kind;
    }

    /** How long to send nothing, or null when the provider does not say. */
    public @Nullable Duration pause() {
        return pause;
    }

    /** Whether repeating the same request later can succeed without anybody changing anything. */
    public boolean isTransient() {
        return kind == Kind.THROTTLED || kind == Kind.BLOCKED || kind == Kind.UNAVAILABLE;
    }
}
