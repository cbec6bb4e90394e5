package io.tentabo.benchmark;

import io.tentabo.benchmark.EventLatencyBenchmark.Latencies;
import io.tentabo.test.keycloak.KeycloakDistribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the benchmarks on a suite of their own and prints medians and ratios. */
public final class Benchmarks {

    private static final int DEFAULT_ROUNDS = 5;
    private static final Duration DEFAULT_MEASUREMENT = Duration.ofSeconds(10);

    /** Where the script has unpacked it. */
    private static final Path KEYCLOAK = Path.of("benchmarks", "target", "keycloak");

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        List<String> options = List.of(arguments);
        int rounds = Integer.parseInt(value(options, "--rounds", String.valueOf(DEFAULT_ROUNDS)));
        Duration each = Duration.ofSeconds(
                Integer.parseInt(value(options, "--seconds", String.valueOf(DEFAULT_MEASUREMENT.toSeconds()))));
        String only = value(options, "--only", "");
        boolean conclusive = true;
        Path data = Files.createTempDirectory("tentabo-benchmark-");
        try (BenchmarkSuite suite = BenchmarkSuite.start(data, options.contains("--native"))) {
            if (only.isEmpty() || only.equals("leads")) {
                System.out.println("(a) 50 leads of a tenant among 20 tenants and 200,000 rows, per second");
                conclusive &= report(
                        new LeadListBenchmark(suite).run(rounds, each),
                        LeadListBenchmark.SERVICE,
                        List.of(LeadListBenchmark.BARE, LeadListBenchmark.PGBENCH));
            }
            if (only.isEmpty() || only.equals("orders")) {
                System.out.println("(b) orders of five lines created, per second");
                conclusive &= report(
                        new OrderBenchmark(suite).run(rounds, each),
                        OrderBenchmark.SERVICE,
                        List.of(OrderBenchmark.PGBENCH, OrderBenchmark.UNSEALED));
            }
            if (only.isEmpty() || only.equals("events")) {
                System.out.println("(c) from outbox to consumer at 200 events per second");
                conclusive &= report(new EventLatencyBenchmark(suite).run(rounds, each));
            }
            if (only.isEmpty() || only.equals("sign-in")) {
                System.out.println("(e) milliseconds of processor time for each");
                conclusive &= report(
                        new SignInBenchmark(suite).run(rounds, each),
                        SignInBenchmark.PASSWORD,
                        List.of(
                                SignInBenchmark.BARE_HASH,
                                SignInBenchmark.CLIENT_CREDENTIALS,
                                SignInBenchmark.REFRESH,
                                SignInBenchmark.NEW_TOKEN,
                                SignInBenchmark.KNOWN_TOKEN));
            }
            if (only.isEmpty() || only.equals("keycloak")) {
                System.out.println("(f) client credentials grants for each second of processor time");
                conclusive &= againstKeycloak(suite, rounds, each);
            }
            if (only.isEmpty() || only.equals("start")) {
                System.out.println("(d) one more process of each service");
                new StartUpBenchmark(suite, data.resolve("start.log")).run(rounds);
            }
        } finally {
            delete(data);
        }
        if (!conclusive) {
            System.exit(1);
        }
    }

    private static boolean againstKeycloak(BenchmarkSuite suite, int rounds, Duration each) throws Exception {
        Optional<KeycloakDistribution> distribution = KeycloakDistribution.in(KEYCLOAK);
        if (distribution.isEmpty()) {
            System.out.println("  Left out: Maven Central did not give Keycloak.");
            return true;
        }
        Rounds figures = new KeycloakBenchmark(suite, distribution.get()).run(rounds, each);
        return report(figures, KeycloakBenchmark.IDENTITY, List.of(KeycloakBenchmark.KEYCLOAK))
                & report(
                        figures,
                        KeycloakBenchmark.IDENTITY_AND_DATABASE,
                        List.of(KeycloakBenchmark.KEYCLOAK_AND_DATABASE));
    }

    /** Says nothing of figures that mean nothing, and leaves it to the others to be measured all the same. */
    private static boolean report(Rounds figures, String contender, List<String> baselines) {
        List<String> noisy = figures.noisy();
        if (!noisy.isEmpty()) {
            return refused(String.join(" and ", noisy));
        }
        System.out.printf(Locale.ROOT, "  median of %s: %.2f%n", contender, figures.median(contender));
        for (String baseline : baselines) {
            System.out.printf(
                    Locale.ROOT,
                    "  median of %s: %.2f; %s / %s = %.2f%n",
                    baseline,
                    figures.median(baseline),
                    contender,
                    baseline,
                    figures.ratio(contender, baseline));
        }
        return true;
    }

    /** The rarest latencies differ from round to round on the quietest machine; the usual ones do not. */
    private static boolean report(List<Latencies> rounds) {
        rounds.forEach(round -> System.out.println("    " + round));
        if (Rounds.areApart(rounds.stream().map(Latencies::median).toList())) {
            return refused("the median");
        }
        System.out.println("  median of the rounds: "
                + new Latencies(
                        Rounds.median(rounds.stream().map(Latencies::median).toList()),
                        Rounds.median(rounds.stream().map(Latencies::p99).toList())));
        return true;
    }

    private static boolean refused(String noisy) {
        System.out.println("  The figures of " + noisy
                + " lie too far apart: the machine is too noisy, run again when it is quiet.");
        return false;
    }

    private static String value(List<String> options, String name, String byDefault) {
        int index = options.indexOf(name);
        return index < 0 ? byDefault : options.get(index + 1);
    }

    private static void delete(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
