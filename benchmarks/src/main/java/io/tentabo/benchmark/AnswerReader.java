package io.tentabo.benchmark;

import io.tentabo.benchmark.LoadGenerator.Answer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the answers that follow each other on a connection, at little cost for a page of fifty rows. */
final class AnswerReader {

    private static final int BUFFER = 64 * 1024;
    private static final byte[] END_OF_LINE = {'\r', '\n'};
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHUNKED = Pattern.compile("\r\ntransfer-encoding: *chunked", Pattern.CASE_INSENSITIVE);

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;

    AnswerReader(InputStream in) {
        this.in = in;
    }

    /** @throws EOFException when the connection was closed before the answer's end */
    Answer next() throws IOException {
        String head = until(END_OF_HEAD);
        int status = Integer.parseInt(head, "HTTP/1.1 ".length(), "HTTP/1.1 200".length(), 10);
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            return new Answer(status, bytes(Integer.parseInt(length.group(1))));
        }
        return new Answer(status, CHUNKED.matcher(head).find() ? chunks() : new byte[0]);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int length;
        do {
            length = Integer.parseInt(until(END_OF_LINE), 16);
            body.writeBytes(bytes(length));
            until(END_OF_LINE);
        } while (length > 0);
        return body.toByteArray();
    }

    private String until(byte[] mark) throws IOException {
        int length = 0;
        require(mark.length);
        while (!Arrays.equals(buffer, start + length, start + length + mark.length, mark, 0, mark.length)) {
            length++;
            require(length + mark.length);
        }
        String text = new String(buffer, start, length, StandardCharsets.ISO_8859_1);
        start += length + mark.length;
        return text;
    }

    private byte[] bytes(int length) throws IOException {
        require(length);
        byte[] bytes = Arrays.copyOfRange(buffer, start, start + length);
        start += length;
        return bytes;
    }

    /** Returns when that many bytes are in the buffer, which grows with the longest answer. */
    private void require(int length) throws IOException {
        if (buffer.length - start < length) {
            byte[] roomy = length > buffer.length ? new byte[2 * length] : buffer;
            System.arraycopy(buffer, start, roomy, 0, end - start);
            end -= start;
            start = 0;
            buffer = roomy;
        }
        while (end - start < length) {
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                throw new EOFException("The connection was closed");
            }
            end += read;
        }
    }
}
