package io.tentabo.identity.apikey;

/** Whether a key itself is good; whether its user may sign in is another matter. */
enum ApiKeyStatus {
    ACTIVE,
    EXPIRED,
    REVOKED
}
