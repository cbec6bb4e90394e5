package io.tentabo.identity.mail;

import io.quarkus.mailer.MailTemplate.MailTemplateInstance;
import io.quarkus.qute.CheckedTemplate;

/**
 * A link for a new password.
 *
 * @param tenant its name, in one line
 * @param name of whom it is sent to
 * @param validity how long the link is good, in words
 */
@CheckedTemplate(basePath = "mail")
record PasswordResetMail(String tenant, String name, String link, String validity) implements MailTemplateInstance {}
