package io.tentabo.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What to start.
 *
 * @param projectRoot directory that holds the services' modules
 * @param dataDirectory where databases, topics, secrets and logs are kept; created when missing
 * @param port of the gateway; 0 chooses a free one
 * @param nativeExecutables whether to run a service's native executable where one has been built
 * @param jvmArguments of each service that runs on the JVM
 */
public record SuiteOptions(
        Path projectRoot, Path dataDirectory, int port, boolean nativeExecutables, List<String> jvmArguments) {

    public static final int DEFAULT_PORT = 8080;

    /** Four services share the machine with the servers they need, hence small heaps and the collector that fits. */
    private static final List<String> SMALL_JVM = List.of("-Xms64m", "-Xmx320m", "-XX:+UseSerialGC");

    public SuiteOptions {
        projectRoot = projectRoot.toAbsolutePath().normalize();
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** The project's services on a free port and on the JVM, with their data in the given directory. */
    public static SuiteOptions of(Path projectRoot, Path dataDirectory) {
        return new SuiteOptions(projectRoot, dataDirectory, 0, false, SMALL_JVM);
    }

    /** The same for the project in which this process runs. */
    public static SuiteOptions in(Path dataDirectory) {
        return of(findProjectRoot(Path.of("")), dataDirectory);
    }

    public SuiteOptions withPort(int port) {
        return new SuiteOptions(projectRoot, dataDirectory, port, nativeExecutables, jvmArguments);
    }

    public SuiteOptions withNativeExecutables(boolean wanted) {
        return new SuiteOptions(projectRoot, dataDirectory, port, wanted, jvmArguments);
    }

    public SuiteOptions withJvmArguments(List<String> arguments) {
        return new SuiteOptions(projectRoot, dataDirectory, port, nativeExecutables, arguments);
    }

    /** The nearest directory, from the given one upwards, that holds the build's entry point. */
    static Path findProjectRoot(Path from) {
        for (Path directory = from.toAbsolutePath(); directory != null; directory = directory.getParent()) {
            if (Files.isRegularFile(directory.resolve("mvnw"))) {
                return directory;
            }
        }
        throw new SuiteException("The suite is started from within the project, and " + from.toAbsolutePath()
                + " is not: no directory above it holds mvnw.");
    }
}
