package io.tentabo.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Knows how each service is run: its command, its environment, its port and its log. */
final class ServiceLauncher {

    private final SuiteOptions options;
    private final DataDirectory data;
    private final Secrets secrets;
    private final Guardian guardian;
    private final Map<ServiceName, Integer> ports;
    private final Map<String, String> commonEnvironment;
    private final Consumer<String> onUnexpectedEnd;

    ServiceLauncher(
            SuiteOptions options,
            DataDirectory data,
            Secrets secrets,
            Guardian guardian,
            Map<ServiceName, Integer> ports,
            Servers servers,
            int gatewayPort,
            Consumer<String> onUnexpectedEnd) {
        this.options = options;
        this.data = data;
        this.secrets = secrets;
        this.guardian = guardian;
        this.ports = Map.copyOf(ports);
        this.onUnexpectedEnd = onUnexpectedEnd;
        this.commonEnvironment = Map.of(
                "TENTABO_DATABASE_URL", servers.databaseUrl(),
                "KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers(),
                "TENTABO_MASTER_KEYS", secrets.masterKeys(),
                "TENTABO_TOKEN_ISSUER", "http://localhost:" + gatewayPort + "/identity",
                "TENTABO_IDENTITY_URL", address(ServiceName.IDENTITY),
                "TENTABO_BILLING_URL", address(ServiceName.BILLING),
                "TENTABO_EXPORTS_DIRECTORY",
                        data.resolve("exports").toAbsolutePath().toString(),
                // As long as it takes every process to refuse the tenant's callers.
                "TENTABO_TENANT_JOBS_SETTLING", "PT10S",
                "QUARKUS_HTTP_HOST", "127.0.0.1");
    }

    ServiceProcess start(ServiceName service) {
        return ServiceProcess.start(
                service,
                command(service),
                environment(service),
                port(service),
                data.log(service.slice()),
                guardian,
                onUnexpectedEnd);
    }

    /** Whether the service runs as a native executable: wanted, and built. */
    boolean isNative(ServiceName service) {
        return options.nativeExecutables() && nativeExecutable(options, service) != null;
    }

    private int port(ServiceName service) {
        Integer port = ports.get(service);
        if (port == null) {
            throw new IllegalStateException("No port for " + service);
        }
        return port;
    }

    private String address(ServiceName service) {
        return "http://127.0.0.1:" + port(service);
    }

    /** Everything that the service must be told. */
    Map<String, String> environment(ServiceName service) {
        return environment(service, port(service));
    }

    /** The same for one more process of the service, on a port of its own. */
    Map<String, String> environment(ServiceName service, int port) {
        Map<String, String> environment = new HashMap<>(commonEnvironment);
        environment.put("TENTABO_DATABASE_OWNER_PASSWORD", secrets.databasePassword(service, "owner"));
        environment.put("TENTABO_DATABASE_APP_PASSWORD", secrets.databasePassword(service, "app"));
        environment.put("TENTABO_DATABASE_BACKGROUND_PASSWORD", secrets.databasePassword(service, "background"));
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.putAll(ownEnvironment(service));
        return environment;
    }

    private Map<String, String> ownEnvironment(ServiceName service) {
        return switch (service) {
            case IDENTITY ->
                Map.of(
                        "TENTABO_IDENTITY_OPERATOR_CLIENT_ID",
                        Suite.OPERATOR_CLIENT,
                        "TENTABO_IDENTITY_OPERATOR_CLIENT_SECRET",
                        secrets.operatorSecret(),
                        "TENTABO_CRM_URL",
                        address(ServiceName.CRM),
                        "TENTABO_SYNC_URL",
                        address(ServiceName.SYNC));
            // The stand-in listens on this machine, costs nothing, and nobody wants to wait for it.
            case SYNC ->
                Map.of(
                        "TENTABO_SYNC_ALLOW_PRIVATE_ADDRESSES", "true",
                        "TENTABO_SYNC_PULL_EVERY", "5s",
                        "TENTABO_SYNC_MIN_BACK_OFF", "1s",
                        "TENTABO_SYNC_MAX_BACK_OFF", "10s",
                        "TENTABO_SYNC_CLAIM_TIME", "15s",
                        "TENTABO_SYNC_RUN_TIMEOUT", "30s");
            case BILLING, CRM -> Map.of();
        };
    }

    private List<String> command(ServiceName service) {
        Path executable = options.nativeExecutables() ? nativeExecutable(options, service) : null;
        if (executable != null) {
            return List.of(executable.toString());
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Stream.of(
                        List.of(java.toString()),
                        options.jvmArguments(),
                        List.of("@" + options.projectRoot().resolve("deploy").resolve("jvm.options")),
                        List.of("-Djava.util.logging.manager=org.jboss.logmanager.LogManager"),
                        List.of("-jar", application(options, service).toString()))
                .flatMap(List::stream)
                .toList();
    }

    /** Fails in one sentence when a service has not been built. */
    static void requireBuilt(SuiteOptions options) {
        for (ServiceName service : ServiceName.values()) {
            boolean isNative = options.nativeExecutables() && nativeExecutable(options, service) != null;
            if (!isNative && !Files.isRegularFile(application(options, service))) {
                throw new SuiteException(service.module()
                        + " has not been built: ./mvnw -Dquick -DskipTests package -pl " + service.module()
                        + " -am does so.");
            }
        }
    }

    private static Path application(SuiteOptions options, ServiceName service) {
        return target(options, service).resolve("quarkus-app").resolve("quarkus-run.jar");
    }

    private static @Nullable Path nativeExecutable(SuiteOptions options, ServiceName service) {
        if (!Files.isDirectory(target(options, service))) {
            return null;
        }
        try (Stream<Path> files = Files.list(target(options, service))) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path target(SuiteOptions options, ServiceName service) {
        return options.projectRoot().resolve(service.module()).resolve("target");
    }
}
