package io.tentabo.identity;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/** An SMTP server in the test process, where the service under test looks for one. */
public final class MailServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]{64})(?![A-Za-z0-9_-])");

    private final GreenMail server;

    private MailServer(GreenMail server) {
        this.server = server;
    }

    public static MailServer start() {
        int port = ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class);
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return new MailServer(server);
    }

    @Override
    public void close() {
        server.stop();
    }

    /** A mail as its reader sees it. */
    public record Received(String from, String subject, String autoSubmitted, String text, String html) {

        /** The address of the link in it. */
        public String link() {
            return text.lines()
                    .filter(line -> line.startsWith("http"))
                    .findFirst()
                    .orElseThrow();
        }

        public String token() {
            Matcher matcher = TOKEN.matcher(link());
            if (!matcher.find()) {
                throw new AssertionError("No token in " + link());
            }
            return matcher.group(1);
        }
    }

    /** The only mail to an address. */
    public Received awaitMail(String to) {
        return awaitMails(to, 1).getFirst();
    }

    /** So many mails to an address, in the order of their arrival. */
    public List<Received> awaitMails(String to, int count) {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            List<Received> received = mails(to);
            if (received.size() >= count) {
                return received;
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("%d of %d mails to %s".formatted(received.size(), count, to));
            }
            pause(Duration.ofMillis(50));
        }
    }

    public List<Received> mails(String to) {
        List<Received> found = new ArrayList<>();
        for (MimeMessage message : server.getReceivedMessages()) {
            try {
                if (Arrays.stream(message.getAllRecipients())
                        .map(Address::toString)
                        .anyMatch(to::equals)) {
                    found.add(received(message));
                }
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /** Waits for what cannot be awaited: that something does not happen. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Received received(MimeMessage message) throws MessagingException, IOException {
        String text = "";
        String html = "";
        Multipart parts = (Multipart) message.getContent();
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType("text/plain")) {
                text = part.getContent().toString();
            } else if (part.isMimeType("text/html")) {
                html = part.getContent().toString();
            }
        }
        InternetAddress from = (InternetAddress) message.getFrom()[0];
        return new Received(
                from.getPersonal() + " <" + from.getAddress() + ">",
                message.getSubject(),
                message.getHeader("Auto-Submitted", null),
                text,
                html);
    }
}
