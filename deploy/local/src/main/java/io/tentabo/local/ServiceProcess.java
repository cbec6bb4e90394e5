package io.tentabo.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One service as a child process. */
final class ServiceProcess {

    /**
     * Ctrl-C at a terminal reaches the whole foreground process group. The children ignore it, which exec passes on,
     * so that the launcher can end them in its own order.
     */
    private static final List<String> DEAF_TO_THE_TERMINAL = List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"");

    private static final Pattern LOGGED_FAILURES = Pattern.compile("^Caused by:|^Error:| ERROR ");
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(150);
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(5);

    private final ServiceName name;
    private final int port;
    private final Path log;
    private final Process process;
    private final CompletableFuture<Void> afterEnd;
    private volatile boolean endExpected;

    private ServiceProcess(
            ServiceName name,
            int port,
            Path log,
            Process process,
            Guardian guardian,
            Consumer<String> onUnexpectedEnd) {
        this.name = name;
        this.port = port;
        this.log = log;
        this.process = process;
        guardian.watch(process.pid(), "TERM");
        this.afterEnd = process.onExit().thenAccept(ended -> {
            guardian.forget(ended.pid());
            if (!endExpected) {
                onUnexpectedEnd.accept(obituary());
            }
        });
    }

    /** @param onUnexpectedEnd told in one sentence when the process ends without having been asked to */
    static ServiceProcess start(
            ServiceName name,
            List<String> command,
            Map<String, String> environment,
            int port,
            Path log,
            Guardian guardian,
            Consumer<String> onUnexpectedEnd) {
        ProcessBuilder builder = new ProcessBuilder(Stream.of(DEAF_TO_THE_TERMINAL, List.of(name.slice()), command)
                        .flatMap(List::stream)
                        .toList())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ServiceProcess(name, port, log, builder.start(), guardian, onUnexpectedEnd);
        } catch (IOException e) {
            throw new SuiteException(name.module() + " cannot be started: " + e.getMessage() + ".", e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Returns when the service says that it is ready, fails when it ends or takes longer than the limit. */
    void awaitReady(HttpClient client, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        HttpRequest check = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(CHECK_TIMEOUT)
                .build();
        while (!isReady(client, check)) {
            if (!process.isAlive()) {
                throw new SuiteException(obituary());
            }
            if (System.nanoTime() > deadline) {
                throw new SuiteException(name.module() + " was not ready after " + limit.toSeconds()
                        + " seconds; its log is " + log + ".");
            }
            pause();
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest check) {
        try {
            return client.send(check, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new SuiteException("Interrupted while waiting for the services.");
        }
    }

    /** Asks the process to end; {@link #awaitEnd} makes sure that it does. */
    void requestEnd() {
        endExpected = true;
        process.destroy();
    }

    void awaitEnd(Duration limit) {
        endExpected = true;
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    /** SIGKILL: the process gets no chance to tidy up. Returns when it is gone. */
    void kill() {
        endExpected = true;
        process.destroyForcibly();
        afterEnd.join();
    }

    private String obituary() {
        return name.module() + " ended by itself with exit code " + process.exitValue() + lastError() + "; its log is "
                + log + ".";
    }

    /** The innermost cause of the last failure that is logged, which is what went wrong. */
    private String lastError() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.filter(line -> LOGGED_FAILURES.matcher(line).find())
                    .reduce((earlier, later) -> later)
                    .map(line -> " (" + line.strip() + ")")
                    .orElse("");
        } catch (IOException | java.io.UncheckedIOException _) {
            return "";
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_CHECKS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new SuiteException("Interrupted while waiting for the services.");
        }
    }
}
