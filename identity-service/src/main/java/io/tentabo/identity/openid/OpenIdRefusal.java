package io.tentabo.identity.openid;

/** The provider answered, but nobody is signed in by what it said. */
public final class OpenIdRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason for the audit alone, e.g. {@code INVALID_ID_TOKEN}
     * @param detail what was wrong, for the log of an operator who helps; quotes no token
     */
    OpenIdRefusal(String reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
