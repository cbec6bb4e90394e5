package io.tentabo.endtoend;

import io.tentabo.local.Suite;
import io.tentabo.local.SuiteOptions;
import io.tentabo.local.demo.DemoData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the suite with the demo data once for all tests and hands it to those that ask for it. */
final class RunningSuite implements ParameterResolver {

    private static final Namespace SCOPE = Namespace.create(RunningSuite.class);

    /**
     * A slower machine code that is there at once: the services live for minutes. Nobody wants to wait a minute until
     * an API key is forgotten, until what a tenant's callers had begun has surely ended, or until the broker believes that
     * a consumer was killed.
     */
    private static final List<String> SHORT_LIVED = List.of(
            "-Xms64m",
            "-Xmx320m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dtentabo.api-keys.remember=PT3S",
            "-Dtentabo.api-keys.report-every=1s",
            "-Dtentabo.tenant-jobs.settling=PT10S",
            "-Dmp.messaging.connector.smallrye-kafka.session.timeout.ms=6000",
            "-Dmp.messaging.connector.smallrye-kafka.heartbeat.interval.ms=2000");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Suite.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(SCOPE).computeIfAbsent(Suite.class, key -> start(), Suite.class);
    }

    private static Suite start() {
        Path directory = Path.of(System.getProperty("tentabo.suite.directory", "target/suite"));
        delete(directory);
        Suite suite = Suite.start(SuiteOptions.in(directory)
                .withNativeExecutables(Boolean.getBoolean("tentabo.suite.native"))
                .withJvmArguments(SHORT_LIVED));
        DemoData.load(suite);
        return suite;
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
