package io.tentabo.identity.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Names that people chose, as the headers of a mail may hold them. */
final class Headers {

    private static final int MAX_NAME = 80;

    /** Of an encoded word's 75 characters, what base64 can make of whole characters. */
    private static final int ENCODED_WORD_BYTES = 45;

    /** Control characters and line ends would begin another header. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    /** What has a meaning beside an address, or makes some programs see an address in it. */
    private static final Pattern MISLEADING = Pattern.compile("[\"\\\\<>()@]+");

    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");

    private Headers() {}

    /** A name in one line that is not too long. */
    static String line(String name) {
        String line = UNPRINTABLE.matcher(name).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= MAX_NAME
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_NAME - 1)) + "…";
    }

    /** A mailbox with a name before the address (RFC 5322, section 3.4). */
    static String sender(String name, String address) {
        String display = MISLEADING.matcher(line(name)).replaceAll(" ").strip();
        if (display.isEmpty()) {
            return address;
        }
        String phrase = ASCII.matcher(display).matches() ? "\"" + display + "\"" : text(display);
        return phrase + " <" + address + ">";
    }

    /** One line of text, in encoded words (RFC 2047) where it is not ASCII: the mail client's own cut words in two. */
    static String text(String line) {
        if (ASCII.matcher(line).matches()) {
            return line;
        }
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int character : line.codePoints().toArray()) {
            int length = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (bytes + length > ENCODED_WORD_BYTES) {
                words.add(encoded(word));
                word.setLength(0);
                bytes = 0;
            }
            word.appendCodePoint(character);
            bytes += length;
        }
        words.add(encoded(word));
        return String.join(" ", words);
    }

    private static String encoded(CharSequence word) {
        return "=?UTF-8?B?"
                + Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8))
                + "?=";
    }
}
