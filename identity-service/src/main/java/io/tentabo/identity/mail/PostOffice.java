package io.tentabo.identity.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MailTemplate.MailTemplateInstance;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.onetime.TokenPurpose;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes mails and hands them to the mail server. */
@Singleton
class PostOffice {

    private final IdentityConfig config;
    private final String issuer;

    PostOffice(IdentityConfig config, @ConfigProperty(name = "tentabo.token.issuer") String issuer) {
        this.config = config;
        this.issuer = issuer;
    }

    /** Whether there is a mail server. */
    boolean isOpen() {
        return config.mails().host().isPresent();
    }

    /** Fails unless the server has taken the mail. */
    Uni<Void> send(Letter letter) {
        Addressee addressee = letter.addressee();
        String tenant = Headers.line(addressee.tenantName());
        Mail mail = new Mail()
                .addTo(addressee.email())
                .setSubject(Headers.text(subject(letter.purpose(), tenant)))
                .setFrom(Headers.sender(tenant, config.mails().from()))
                // Nobody's absence note answers it (RFC 3834).
                .addHeader("Auto-Submitted", "auto-generated");
        return page(letter, tenant)
                .mail(mail)
                .send()
                .ifNoItem()
                .after(config.mails().timeout())
                .fail();
    }

    private static String subject(TokenPurpose purpose, String tenant) {
        return switch (purpose) {
            case INVITE -> "Your invitation to " + tenant;
            case VERIFY_EMAIL -> "Confirm your e-mail address for " + tenant;
            case RESET_PASSWORD -> "A new password for " + tenant;
        };
    }

    private MailTemplateInstance page(Letter letter, String tenant) {
        String token = letter.token().text();
        String name = Headers.line(letter.addressee().firstName());
        String validity = validity(letter.purpose().life(config.oneTimeTokens()));
        return switch (letter.purpose()) {
            case INVITE -> new InvitationMail(tenant, name, link("invitation", token), validity);
            case VERIFY_EMAIL -> new VerificationMail(tenant, name, link("email-verification", token), validity);
            case RESET_PASSWORD -> new PasswordResetMail(tenant, name, link("password-reset", token), validity);
        };
    }

    private String link(String page, String token) {
        return issuer + "/account/" + page + "?token=" + token;
    }

    private static String validity(Duration life) {
        if (life.toDays() > 1) {
            return life.toDays() + " days";
        }
        if (life.toHours() > 1) {
            return life.toHours() + " hours";
        }
        return life.toMinutes() + " minutes";
    }
}
