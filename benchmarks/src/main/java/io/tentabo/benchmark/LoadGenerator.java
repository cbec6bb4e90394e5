package io.tentabo.benchmark;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Sends HTTP/1.1 requests over a fixed number of kept-alive connections, each as soon as the last was answered, and checks
 * every answer. Plain sockets and prepared bytes: on a small machine a full client would cost as much as the server.
 */
final class LoadGenerator {

    private static final int BUFFER = 64 * 1024;

    private final URI target;
    private final int connections;

    LoadGenerator(URI target, int connections) {
        this.target = target;
        this.connections = connections;
    }

    /**
     * What a run measured.
     *
     * @param perSecond answered requests per second
     */
    record Throughput(double perSecond, long answers) {}

    /** An answer, as far as a check needs it. */
    record Answer(int status, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * Runs for a while.
     *
     * @param requests makes the bytes of the next request, called by several threads
     * @param check whether an answer is what it should be
     * @throws IllegalStateException for the first answer that is not
     */
    Throughput run(Supplier<byte[]> requests, Predicate<Answer> check, Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        long started = System.nanoTime();
        long answers = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Long>> workers = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Callable<Long> worker = () -> work(requests, check, end);
                workers.add(threads.submit(worker));
            }
            for (Future<Long> worker : workers) {
                answers += worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The load on " + target + " failed: " + e.getCause(), e.getCause());
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        return new Throughput(answers / seconds, answers);
    }

    private long work(Supplier<byte[]> requests, Predicate<Answer> check, long end) throws IOException {
        try (Socket socket = new Socket(target.getHost(), target.getPort())) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            long answers = 0;
            while (System.nanoTime() < end) {
                out.write(requests.get());
                Answer answer = read(in);
                if (!check.test(answer)) {
                    throw new IOException("Unexpected answer " + answer.status() + ": " + answer.text());
                }
                answers++;
            }
            return answers;
        }
    }

    /** Sends one request on a connection of its own. */
    Answer once(byte[] request) throws IOException {
        try (Socket socket = new Socket(target.getHost(), target.getPort())) {
            socket.getOutputStream().write(request);
            return read(new BufferedInputStream(socket.getInputStream(), BUFFER));
        }
    }

    private static Answer read(InputStream in) throws IOException {
        String statusLine = line(in);
        int status = Integer.parseInt(statusLine.substring(9, 12));
        int length = 0;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.equals("transfer-encoding: chunked");
        }
        return new Answer(status, chunked ? chunks(in) : bytes(in, length));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = Integer.parseInt(line(in), 16); length > 0; length = Integer.parseInt(line(in), 16)) {
            body.writeBytes(bytes(in, length));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static byte[] bytes(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The answer was cut off");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    static byte[] get(String path, String token) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] post(String path, String token, String idempotencyKey, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + idempotencyKey
                        + "\r\nContent-Length: " + length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }
}
