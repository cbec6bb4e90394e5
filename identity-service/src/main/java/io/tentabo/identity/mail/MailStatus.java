package io.tentabo.identity.mail;

/** How a mail ended. */
enum MailStatus {
    /** The server took it. */
    SENT,
    /** What it was for came to nothing. */
    OBSOLETE,
    /** No mail server is configured. */
    NOT_SENT
}
