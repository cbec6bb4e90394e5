package io.tentabo.benchmark;

import java.io.IOException;
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

    /** What of a steady rate must have been sent for the run to count. */
    private static final double KEPT_RATE = 0.98;

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
     * Runs for a while, as fast as the answers come.
     *
     * @param requests makes the bytes of the next request, called by several threads
     * @param check whether an answer is what it should be
     * @throws IllegalStateException for the first answer that is not
     */
    Throughput run(Supplier<byte[]> requests, Predicate<Answer> check, Duration duration) throws InterruptedException {
        return run(requests, check, duration, Duration.ZERO);
    }

    /**
     * Runs for a while at a steady rate, over all connections in turn.
     *
     * @throws IllegalStateException for the first answer that is not what it should be, and when the target did not keep
     *     up with the rate
     */
    Throughput runAt(int perSecond, Supplier<byte[]> requests, Predicate<Answer> check, Duration duration)
            throws InterruptedException {
        Throughput kept = run(requests, check, duration, Duration.ofSeconds(1).dividedBy(perSecond));
        if (kept.perSecond() < perSecond * KEPT_RATE) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT, "%s took %.0f of %d requests per second", target, kept.perSecond(), perSecond));
        }
        return kept;
    }

    private Throughput run(
            Supplier<byte[]> requests, Predicate<Answer> check, Duration duration, Duration betweenRequests)
            throws InterruptedException {
        long started = System.nanoTime();
        long end = started + duration.toNanos();
        long answers = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Long>> workers = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                long first = started + i * betweenRequests.toNanos();
                long period = connections * betweenRequests.toNanos();
                Callable<Long> worker = () -> work(requests, check, new Schedule(first, period, end));
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

    /** When a connection sends its requests, in nanoseconds; at once after each answer where the period is 0. */
    private record Schedule(long first, long period, long end) {

        /** Waits for the turn of a request; false when the run is over. */
        boolean awaitTurn(long number) throws InterruptedException {
            if (period == 0) {
                return System.nanoTime() < end;
            }
            long turn = first + number * period;
            Thread.sleep(Duration.ofNanos(Math.max(0, turn - System.nanoTime())));
            return turn < end;
        }
    }

    private long work(Supplier<byte[]> requests, Predicate<Answer> check, Schedule schedule)
            throws IOException, InterruptedException {
        try (Socket socket = new Socket(target.getHost(), target.getPort())) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            AnswerReader reader = new AnswerReader(socket.getInputStream());
            long answers = 0;
            while (schedule.awaitTurn(answers)) {
                out.write(requests.get());
                Answer answer = reader.next();
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
            return new AnswerReader(socket.getInputStream()).next();
        }
    }

    static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] get(String path, String token) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] post(String path, String token, String idempotencyKey, String body) {
        return post(
                path,
                "Authorization: Bearer " + token + "\r\nContent-Type: application/json\r\nIdempotency-Key: "
                        + idempotencyKey,
                body);
    }

    static byte[] json(String path, String body) {
        return post(path, "Content-Type: application/json", body);
    }

    static byte[] form(String path, String body) {
        return post(path, "Content-Type: application/x-www-form-urlencoded", body);
    }

    private static byte[] post(String path, String headers, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\nContent-Length: " + length
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }
}
