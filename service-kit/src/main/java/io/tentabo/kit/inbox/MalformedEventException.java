package io.tentabo.kit.inbox;

/** A record that no retry will make readable. The message says what is wrong and quotes nothing of the record. */
final class MalformedEventException extends RuntimeException {

    MalformedEventException(String message) {
        super(message);
    }
}
