package io.tentabo.benchmark;

import io.tentabo.local.ServiceName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long one more process of each service takes until it is ready, beside a suite that runs, and how much memory it then
 * holds: on the JVM, on the JVM with an AOT cache (JEP 483, 514) trained by one start, and as a native executable. What has
 * not been built is left out.
 */
final class StartUpBenchmark {

    private static final List<String> JVM = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms64m",
            "-Xmx320m",
            "-XX:+UseSerialGC",
            "@deploy/jvm.options",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    private static final Duration READY_LIMIT = Duration.ofSeconds(120);
    private static final Duration END_LIMIT = Duration.ofSeconds(120);
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(5);

    /** After being ready, so that what starting left behind has been done and collected. */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    private final BenchmarkSuite suite;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();

    StartUpBenchmark(BenchmarkSuite suite, Path log) {
        this.suite = suite;
        this.log = log;
    }

    /** One way to run a service. */
    private record Variant(String name, List<String> command) {}

    /** Milliseconds until ready, and resident megabytes then. */
    private record Start(double millis, double megabytes) {}

    /** Prints a line for each service and each variant of it that has been built. */
    void run(int rounds) throws IOException, InterruptedException {
        for (ServiceName service : ServiceName.values()) {
            List<Variant> variants = variants(service);
            List<List<Start>> starts = variants.stream()
                    .<List<Start>>map(variant -> new ArrayList<>())
                    .toList();
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < variants.size(); i++) {
                    starts.get(i).add(start(service, variants.get(i).command()));
                }
            }
            for (int i = 0; i < variants.size(); i++) {
                System.out.printf(
                        Locale.ROOT,
                        "  %-24s %-14s ready after %6.0f ms, %4.0f MB resident%n",
                        service.module(),
                        variants.get(i).name(),
                        Rounds.median(starts.get(i).stream().map(Start::millis).toList()),
                        Rounds.median(
                                starts.get(i).stream().map(Start::megabytes).toList()));
            }
        }
    }

    private List<Variant> variants(ServiceName service) throws IOException, InterruptedException {
        Path target = Path.of(service.module(), "target");
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant("JVM", jvm(List.of(), target.resolve("quarkus-app/quarkus-run.jar"))));
        Path aotJar = target.resolve("aot/quarkus-run.jar");
        if (Files.exists(aotJar)) {
            Path cache = target.resolve("aot/app.aot");
            start(service, jvm(List.of("-XX:AOTCacheOutput=" + cache), aotJar));
            variants.add(new Variant("JVM, AOT cache", jvm(List.of("-XX:AOTCache=" + cache), aotJar)));
        }
        Path executable = nativeExecutable(target);
        if (executable != null) {
            variants.add(
                    new Variant("native", List.of(executable.toAbsolutePath().toString())));
        }
        return variants;
    }

    private static List<String> jvm(List<String> options, Path jar) {
        return Stream.of(JVM, options, List.of("-jar", jar.toString()))
                .flatMap(List::stream)
                .toList();
    }

    private static @Nullable Path nativeExecutable(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("-runner"))
                    .findFirst()
                    .orElse(null);
        }
    }

    private Start start(ServiceName service, List<String> command) throws IOException, InterruptedException {
        int port = BenchmarkSuite.freePort();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(suite.environment(service, port));
        long begun = System.nanoTime();
        Process process = builder.start();
        try {
            awaitReady(process, port);
            double millis = (System.nanoTime() - begun) / 1e6;
            Thread.sleep(SETTLING);
            return new Start(millis, residentMegabytes(process.pid()));
        } finally {
            process.destroy();
            if (!process.waitFor(END_LIMIT)) {
                process.destroyForcibly();
            }
        }
    }

    private void awaitReady(Process process, int port) throws InterruptedException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        HttpRequest check = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        while (!isReady(check)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("The process did not become ready; its log is " + log);
            }
            Thread.sleep(BETWEEN_CHECKS);
        }
    }

    private boolean isReady(HttpRequest check) throws InterruptedException {
        try {
            return client.send(check, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static double residentMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .sum();
    }
}
