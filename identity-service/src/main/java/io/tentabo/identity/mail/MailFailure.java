package io.tentabo.identity.mail;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.SMTPException;
import java.net.ConnectException;
import java.net.UnknownHostException;

/** Why a mail was not sent, without what the mail or the server said: the former is secret, the latter may quote it. */
final class MailFailure {

    private MailFailure() {}

    static String describe(Throwable failure) {
        return switch (failure) {
            case SMTPException refused -> "the server answered " + refused.getReplyCode();
            case TimeoutException ignored -> "the server did not answer in time";
            case ConnectException ignored -> "the server cannot be reached";
            case UnknownHostException ignored -> "the server's name is unknown";
            default -> failure.getClass().getSimpleName();
        };
    }
}
