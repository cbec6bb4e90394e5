package io.tentabo.identity.provider;

/** A provider could not be asked. Says nothing about whoever signs in. The message is fit for people and quotes no secret. */
public final class ProviderFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the failure means for the provider's health. */
    public enum Kind {
        /** No answer, one that makes no sense, or an address or a certificate that is not trusted. */
        UNREACHABLE,
        /** It answers, but not to this service: its credentials or its rights are not sufficient. */
        DENIED,
        /** It was not asked, because too many are being asked already. */
        SATURATED
    }

    private final Kind kind;

    public ProviderFailure(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Never null, unlike any exception's. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
