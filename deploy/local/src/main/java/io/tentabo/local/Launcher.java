package io.tentabo.local;

import io.tentabo.local.demo.DemoData;
import io.tentabo.local.demo.DemoReport;
import io.tentabo.local.demo.MainJob;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What {@code deploy/local/up} runs: starts the suite, loads the demo data, and stays until it is asked to end. */
public final class Launcher {

    private static final System.Logger LOG = System.getLogger(Launcher.class.getName());
    private static final PrintStream OUT = System.out;

    private Launcher() {}

    /** Exit status 0 after a demo that passed, 1 when anything failed. */
    public static void main(String... arguments) {
        try {
            run(LauncherOptions.parse(arguments));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "Ended by", e);
            System.err.println("up: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(LauncherOptions options) {
        LauncherLog.writeTo(options.suite().dataDirectory());
        OUT.println("Starting …");
        if (options.serversOnly()) {
            DevelopmentServers.run(options.suite(), OUT);
            return;
        }
        Suite suite = Suite.start(options.suite());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(suite), "end-suite"));
        try {
            serve(suite, options);
        } catch (RuntimeException e) {
            throw explained(suite, e);
        }
    }

    /** What ended explains what failed for want of it, and may be noticed a moment later. */
    private static RuntimeException explained(Suite suite, RuntimeException failed) {
        return suite.failure()
                .<RuntimeException>thenApply(sentence -> new SuiteException(sentence, failed))
                .completeOnTimeout(failed, 1, TimeUnit.SECONDS)
                .join();
    }

    private static void serve(Suite suite, LauncherOptions options) {
        DemoData.load(suite);
        introduce(suite, options);
        boolean passed = true;
        if (options.demo()) {
            DemoReport report = MainJob.walk(suite, OUT);
            passed = report.passed();
            OUT.println(report.summary());
            if (!passed && suite.failure().isDone()) {
                OUT.println(suite.failure().join());
            }
        }
        if (options.exit()) {
            System.exit(passed ? 0 : 1);
        }
        OUT.println("Ctrl-C ends everything.");
        throw new SuiteException(suite.failure().join());
    }

    private static void introduce(Suite suite, LauncherOptions options) {
        OUT.println("Tentabo runs at " + suite.baseUri() + " (API documentation of each service there)");
        if (options.suite().nativeExecutables()) {
            Arrays.stream(ServiceName.values())
                    .collect(Collectors.partitioningBy(suite.nativeServices()::contains))
                    .forEach((isNative, services) -> services.forEach(service -> OUT.println("  " + service.module()
                            + " runs " + (isNative ? "as a native executable" : "on the JVM"))));
        }
        OUT.println("Pipedrive stand-in: " + suite.pipedrive().baseUrl() + "/_stand-in/records");
        OUT.println("Database: psql " + suite.databaseUrl() + " -U postgres    Kafka: " + suite.bootstrapServers());
        if (suite.secrets().hasNewPasswords()) {
            OUT.println("Who can sign in (kept in " + suite.secrets().file() + ", shown only now):");
            suite.secrets().demoPasswords().forEach(Launcher::printCredentials);
        } else {
            OUT.println("Who can sign in: see " + suite.secrets().file());
        }
    }

    private static void printCredentials(String user, String password) {
        OUT.printf("  %-46s %s%n", user, password);
    }

    private static void end(Suite suite) {
        OUT.println("Ending …");
        suite.close();
    }
}
