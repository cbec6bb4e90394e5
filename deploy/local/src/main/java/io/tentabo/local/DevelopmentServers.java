package io.tentabo.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The servers around services in development mode, without the services. For each service a file
 * {@code environment/<module>} in the data directory sets, in a shell's words, what it must be told; it exists while the
 * servers are ready for use.
 */
final class DevelopmentServers {

    /** Where the services listen by default, so that two in development mode find each other. */
    private static final Map<ServiceName, Integer> PORTS = new EnumMap<>(Map.of(
            ServiceName.IDENTITY, 8081, ServiceName.CRM, 8082, ServiceName.BILLING, 8083, ServiceName.SYNC, 8084));

    private DevelopmentServers() {}

    /** Runs them until standard input ends or the process is asked to. */
    static void run(SuiteOptions options, PrintStream out) {
        CloseOrder open = new CloseOrder();
        Runtime.getRuntime().addShutdownHook(new Thread(open::close, "end-servers"));
        DataDirectory data = open.add("the data directory", DataDirectory.open(options.dataDirectory()));
        Secrets secrets = Secrets.in(data.resolve("secrets.properties"));
        Guardian guardian = open.add("the guardian", Guardian.start());
        Servers servers = open.add(
                "the servers",
                Servers.start(
                        data, Ports.rememberedIn(data.resolve("ports.properties")), secrets, guardian, out::println));
        ServiceLauncher launcher = new ServiceLauncher(
                options, data, secrets, guardian, PORTS, servers, SuiteOptions.DEFAULT_PORT, problem -> {});
        Path directory = data.resolve("environment");
        open.add("the environments", () -> clear(directory));
        for (ServiceName service : ServiceName.values()) {
            write(directory.resolve(service.module()), launcher.environment(service));
        }
        out.println("Pipedrive stand-in: " + servers.pipedrive().baseUrl() + " accepts the token in " + secrets.file());
        out.println("Database: psql " + servers.databaseUrl() + " -U postgres    Kafka: " + servers.bootstrapServers());
        awaitEnd(System.in);
        System.exit(0);
    }

    /** A reader of the file never sees half of it, nor does anybody else read the passwords in it. */
    private static void write(Path file, Map<String, String> environment) {
        String text = new TreeMap<>(environment)
                .entrySet().stream()
                        .map(entry -> "%s='%s'%n".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, text, StandardCharsets.UTF_8);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SuiteException("The environment cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static void clear(Path directory) throws IOException {
        for (ServiceName service : ServiceName.values()) {
            Files.deleteIfExists(directory.resolve(service.module()));
        }
    }

    private static void awaitEnd(InputStream users) {
        try {
            users.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
