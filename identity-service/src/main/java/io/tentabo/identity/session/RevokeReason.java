package io.tentabo.identity.session;

/** Why a session ended before its time. */
public enum RevokeReason {
    SIGNED_OUT,
    /** A used refresh token was presented again: somebody else may hold it. */
    TOKEN_REUSED,
    /** What the user may do was changed, or the password. */
    USER_CHANGED,
    USER_REMOVED,
    /** One of its tokens was revoked by who holds it (RFC 7009). */
    REVOKED,
    ENDED_BY_ADMIN,
    /** The authorization code that it was made from was presented again: somebody else may hold it. */
    CODE_REUSED,
    /** The client that it was begun for is registered no more. */
    CLIENT_ENDED,
    /** Its user has switched to the tenant again and again since. */
    SUPERSEDED,
    /** The tenant's directory does not know its user any more, or has disabled it. */
    DIRECTORY_ENDED,
    /** The tenant's directory could not be asked about its user for too long. */
    DIRECTORY_SILENT
}
