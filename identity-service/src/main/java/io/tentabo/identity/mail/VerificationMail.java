package io.tentabo.identity.mail;

import io.quarkus.mailer.MailTemplate.MailTemplateInstance;
import io.quarkus.qute.CheckedTemplate;

/**
 * A question whether a user reads its mail.
 *
 * @param tenant its name, in one line
 * @param name of whom it is sent to
 * @param validity how long the link is good, in words
 */
@CheckedTemplate(basePath = "mail")
record VerificationMail(String tenant, String name, String link, String validity) implements MailTemplateInstance {}
