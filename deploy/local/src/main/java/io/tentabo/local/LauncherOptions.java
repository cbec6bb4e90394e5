package io.tentabo.local;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code deploy/local/up} was asked to do.
 *
 * @param serversOnly whether to start nothing but what the services need around them
 * @param demo whether to walk the main job once the suite runs
 * @param exit whether to end afterwards
 */
record LauncherOptions(SuiteOptions suite, boolean serversOnly, boolean demo, boolean exit) {

    static LauncherOptions parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        @Nullable Path root = null;
        @Nullable Path dataDirectory = null;
        int port = SuiteOptions.DEFAULT_PORT;
        boolean serversOnly = false;
        boolean demo = false;
        boolean exit = false;
        boolean nativeExecutables = false;
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (option) {
                case "--root" -> root = Path.of(value(option, rest));
                case "--data-dir" -> dataDirectory = Path.of(value(option, rest));
                case "--port" -> port = Integer.parseInt(value(option, rest));
                case "--servers" -> serversOnly = true;
                case "--demo" -> demo = true;
                case "--exit" -> exit = true;
                case "--native" -> nativeExecutables = true;
                default -> throw new SuiteException("There is no option " + option + ".");
            }
        }
        Path project = root == null ? SuiteOptions.findProjectRoot(Path.of("")) : root;
        SuiteOptions suite = SuiteOptions.of(project, dataDirectory == null ? project.resolve(".data") : dataDirectory)
                .withPort(port)
                .withNativeExecutables(nativeExecutables);
        return new LauncherOptions(suite, serversOnly, demo, exit);
    }

    private static String value(String option, Deque<String> rest) {
        String value = rest.poll();
        if (value == null) {
            throw new SuiteException(option + " needs a value.");
        }
        return value;
    }
}
